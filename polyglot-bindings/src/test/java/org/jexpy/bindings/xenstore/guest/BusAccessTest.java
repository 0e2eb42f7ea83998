package org.jexpy.bindings.xenstore.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The device of a domain is a file, whose place and permissions are those of any file. */
@Timeout(120)
final class BusAccessTest {
  /** Tries to open devices; a file is as good as one, until something is asked. */
  private static final String SCRIPT =
      """
      import sys
      from pyxs.connection import XenBusConnection
      for path in sys.argv[1:] + ["/a\\0b", b"/\\xff"]:
          connection = XenBusConnection(path)
          try:
              connection.connect()
              connection.close()
              print("open")
          except Exception as e:
              print(type(e).__name__, str(e).partition(": ")[2] or e)
      """;

  @TempDir Path folder;

  private List<String> run(PermissionSet permissions, FolderMounts mounts, Path... devices)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    RunRequest request =
        new RunRequest(
                GuestLanguage.PYTHON,
                new ScriptCode.Text(SCRIPT),
                List.of(devices).stream().map(Path::toString).toList(),
                permissions,
                List.of(),
                Map.of(),
                folder,
                "/usr/bin/jexpy")
            .withMounts(mounts);
    new ScriptRunner(
            request,
            new GuestStreams(InputStream.nullInputStream(), out, err, false, false),
            List.of(new SocketsExtension(), new PyxsExtension()))
        .run();
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines)
        .endsWith(
            "ValueError embedded null byte", "ConnectionError (2, 'No such file or directory')");
    return lines.subList(0, devices.length);
  }

  private Path folder(String name) throws Exception {
    return Files.createDirectory(folder.toRealPath().resolve(name));
  }

  @Test
  void readingAndWritingItHaveToBeAllowed() throws Exception {
    Path dev = folder("dev");
    Path readable = Files.createFile(dev.resolve("readable"));
    Path writable = Files.createFile(dev.resolve("writable"));
    Path both = Files.createFile(dev.resolve("both"));
    PermissionSet permissions =
        PermissionSet.none()
            .allow(Permission.READ, List.of(readable.toString(), both.toString()))
            .allow(Permission.WRITE, List.of(writable.toString(), both.toString()));
    String refused = "ConnectionError (13, 'Permission denied')";
    assertThat(run(permissions, FolderMounts.NONE, readable, writable, both))
        .containsExactly(refused, refused, "open");
  }

  @Test
  void itIsWhereTheScriptSeesIt() throws Exception {
    Path there = folder("there");
    Path device = Files.createFile(there.resolve("device"));
    Path here = folder("here");
    Path hidden = Files.createFile(here.resolve("hidden"));
    FolderMounts mounts = FolderMounts.NONE.with(here, there);
    assertThat(run(PermissionSet.all(), mounts, here.resolve("device"), hidden, device))
        .containsExactly("open", "ConnectionError (2, 'No such file or directory')", "open");
  }
}
