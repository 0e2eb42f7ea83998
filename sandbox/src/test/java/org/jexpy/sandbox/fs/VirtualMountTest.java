package org.jexpy.sandbox.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualMountTest {
  private static final VirtualMount.Content BOOTSTRAP =
      new VirtualMount.Content(AccessGate.class, "AccessGate.class");

  private final VirtualMount mount =
      VirtualMount.of(Map.of("python/pkg/__init__.py", BOOTSTRAP, "js/one.mjs", BOOTSTRAP));

  /** The gate is closed: the mount needs no permission. */
  private final FileSystem files =
      GuestFileSystem.create(
          () -> AccessGate.CLOSED, () -> ReadGrant.NOTHING, () -> FolderMounts.NONE, mount);

  private Path path(String text) {
    return files.parsePath(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.jexpy/js/one.mjs", "/.jexpy/./js/../js/one.mjs"})
  void aFileIsReadFromTheClassPath(String name) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(4);
    try (var channel = files.newByteChannel(path(name), Set.of(StandardOpenOption.READ))) {
      channel.read(head);
      assertThat(channel.size()).isGreaterThan(100);
      assertThat(channel.position()).isEqualTo(4);
      channel.position(channel.size());
      assertThat(channel.read(head.duplicate().clear())).isEqualTo(-1);
    }
    assertThat(head.flip().getInt()).isEqualTo(0xCAFEBABE);
  }

  @Test
  void foldersAreListed() throws IOException {
    assertThat(list("/.jexpy")).containsExactly("/.jexpy/js", "/.jexpy/python");
    assertThat(list("/.jexpy/python")).containsExactly("/.jexpy/python/pkg");
    assertThat(list("/.jexpy/python/pkg")).containsExactly("/.jexpy/python/pkg/__init__.py");
    assertThatThrownBy(() -> list("/.jexpy/js/one.mjs")).isInstanceOf(NotDirectoryException.class);
  }

  private List<String> list(String folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (var entries = files.newDirectoryStream(path(folder), entry -> true)) {
      entries.forEach(entry -> names.add(entry.toString()));
    }
    return names;
  }

  @Test
  void attributesTellFilesFromFolders() throws IOException {
    assertThat(files.readAttributes(path("/.jexpy/js"), "*")).containsEntry("isDirectory", true);
    assertThat(files.readAttributes(path("/.jexpy/js/one.mjs"), "*", LinkOption.NOFOLLOW_LINKS))
        .containsEntry("isRegularFile", true)
        .containsEntry("isSymbolicLink", false)
        .hasEntrySatisfying("size", size -> assertThat((Long) size).isGreaterThan(100));
  }

  @Test
  void whatIsNotThereIsMissing() {
    assertThatThrownBy(() -> files.readAttributes(path("/.jexpy/nothing"), "*"))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.newByteChannel(path("/.jexpy/js"), Set.of()))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> files.checkAccess(path("/.jexpy/nothing"), Set.of()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void nothingCanBeChanged() {
    Path file = path("/.jexpy/js/one.mjs");
    Path added = path("/.jexpy/js/new");
    refused(() -> files.newByteChannel(file, Set.of(StandardOpenOption.WRITE)));
    refused(() -> files.newByteChannel(added, Set.of(StandardOpenOption.CREATE_NEW)));
    refused(() -> files.createDirectory(added));
    refused(() -> files.delete(file));
    refused(() -> files.checkAccess(file, Set.of(AccessMode.WRITE)));
  }

  private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(AccessDeniedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/.jexpy/../etc/passwd", "/.jexpy/js/../../etc/passwd", "/.jexpyx/file"})
  void theMountIsNoWayOut(String name) {
    FileSystem open =
        GuestFileSystem.create(
            () -> AccessGate.CLOSED, () -> ReadGrant.NOTHING, () -> FolderMounts.NONE, mount);
    assertThatThrownBy(() -> open.newByteChannel(open.parsePath(name), Set.of()))
        .isInstanceOfAny(NoSuchFileException.class, AccessDeniedException.class);
  }

  @Test
  void theMountHidesNothingElse() throws IOException {
    FileSystem open =
        GuestFileSystem.create(
            () -> AccessGate.of(PermissionSet.all()),
            () -> ReadGrant.NOTHING,
            () -> FolderMounts.NONE,
            mount);
    assertThat(open.readAttributes(open.parsePath("/"), "*")).containsEntry("isDirectory", true);
  }

  @Test
  void aMissingResourceNamesTheIncompleteBuild() {
    VirtualMount broken =
        VirtualMount.of(Map.of("x", new VirtualMount.Content(AccessGate.class, "no-such-file")));
    assertThatThrownBy(() -> broken.read(VirtualMount.ROOT.resolve("x")))
        .hasMessageContainingAll("no-such-file", "AccessGate", "the build is incomplete");
  }
}
