package org.jexpy.sandbox.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.permission.RealPaths;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What guests see at another place than it is. */
class FolderMountsTest {
  private static final Path CFG = Path.of("/usr/local/cfg");

  @TempDir Path temp;
  private Path modules;

  @BeforeEach
  void files() throws IOException {
    modules = temp.resolve("modules");
    Files.createDirectories(modules.resolve("deep"));
    Files.writeString(modules.resolve("a.py"), "a");
    Files.writeString(modules.resolve("deep/b.py"), "b");
    Files.writeString(temp.resolve("secret"), "s");
    Files.createSymbolicLink(modules.resolve("out"), temp);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "/usr/local/cfg, /m",
    "/usr/local/cfg/a.py, /m/a.py",
    "/usr/local/cfg/deep/../a.py, /m/deep/../a.py",
    "/usr/local/./cfg/a.py, /m/a.py",
    "/usr/local/tmp/../cfg/a.py, /m/a.py",
    "/usr/local/cfg/../tmp/x, /t/x",
    "/usr/local/cfg/../x, /usr/local/cfg/../x",
    "/usr/local/cfgs/a.py, /usr/local/cfgs/a.py",
    "/m/a.py, /m/a.py",
  })
  void aPathIsWhereTheMountSays(Path seen, Path host) {
    FolderMounts mounts =
        FolderMounts.NONE.with(CFG, Path.of("/m")).with(Path.of("/usr/local/tmp"), Path.of("/t"));

    assertThat(mounts.toHost(seen)).isEqualTo(host);
  }

  private FileSystem files(PermissionSet permissions) {
    FolderMounts mounts = FolderMounts.NONE.with(CFG, modules);
    FileSystem files =
        GuestFileSystem.create(
            () -> AccessGate.of(permissions),
            () -> ReadGrant.below(List.of(RealPaths.resolve(modules))),
            () -> mounts,
            VirtualMount.of(Map.of()));
    files.setCurrentWorkingDirectory(CFG);
    return files;
  }

  private static String read(FileSystem files, String path) throws IOException {
    try (var channel = files.newByteChannel(Path.of(path), Set.of(StandardOpenOption.READ))) {
      var bytes = java.nio.ByteBuffer.allocate((int) channel.size());
      channel.read(bytes);
      return new String(bytes.array(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void filesAreReadListedAndNamedByTheMount() throws IOException {
    FileSystem files = files(PermissionSet.none());

    assertThat(read(files, "/usr/local/cfg/a.py")).isEqualTo("a");
    assertThat(read(files, "deep/../a.py")).isEqualTo("a");
    assertThat(files.toAbsolutePath(Path.of("a.py"))).isEqualTo(CFG.resolve("a.py"));
    assertThat(files.toRealPath(Path.of("deep/b.py"))).isEqualTo(CFG.resolve("deep/b.py"));
    assertThat(files.toRealPath(modules.resolve("a.py"))).isEqualTo(modules.resolve("a.py"));
    List<Path> seen = new ArrayList<>();
    try (DirectoryStream<Path> entries = files.newDirectoryStream(CFG, entry -> true)) {
      entries.forEach(seen::add);
    }
    assertThat(seen)
        .containsExactlyInAnyOrder(CFG.resolve("a.py"), CFG.resolve("deep"), CFG.resolve("out"));
  }

  @Test
  void aMountGivesNoMoreThanItsFilesDo() throws IOException {
    FileSystem files = files(PermissionSet.none());

    assertThatThrownBy(() -> read(files, "/usr/local/cfg/out/secret"))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("--allow-read=");
    assertThatThrownBy(() -> read(files, "/usr/local/cfg/../cfg/../secret"))
        .isInstanceOf(AccessDeniedException.class);
    assertThatThrownBy(() -> files.delete(CFG.resolve("a.py")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("--allow-write=");

    FileSystem writing =
        files(PermissionSet.none().allow(Permission.WRITE, List.of(modules.toString())));
    writing.move(CFG.resolve("a.py"), CFG.resolve("deep/c.py"));
    writing.createSymbolicLink(CFG.resolve("link"), CFG.resolve("deep/c.py"));
    assertThat(modules.resolve("link")).hasContent("a");
    assertThat(writing.readSymbolicLink(CFG.resolve("link"))).isEqualTo(CFG.resolve("deep/c.py"));
  }
}
