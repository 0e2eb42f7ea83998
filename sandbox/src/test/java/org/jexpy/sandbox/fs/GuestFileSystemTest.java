package org.jexpy.sandbox.fs;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** On real files: {@code ro} may be read, {@code rw} read and written, {@code wo} written only. */
class GuestFileSystemTest {
  @TempDir Path temp;
  private FileSystem files;

  @BeforeEach
  void layOut() throws IOException {
    temp = temp.toRealPath();
    for (String folder : List.of("ro", "rw", "wo", "secret", "rw/denied", "implicit")) {
      Files.createDirectory(temp.resolve(folder));
      Files.writeString(temp.resolve(folder + "/file"), folder);
    }
    link("rw/to-secret", "../secret");
    link("rw/to-secret-file", "../secret/file");
    link("rw/to-new-secret", "../secret/new");
    link("rw/to-ro-file", "../ro/file");
    link("secret/to-rw-file", "../rw/file");
    files =
        with(
            PermissionSet.none()
                .allow(Permission.READ, List.of(at("ro"), at("rw")))
                .allow(Permission.WRITE, List.of(at("rw"), at("wo")))
                .deny(Permission.READ, List.of(at("rw/denied"), at("implicit/denied")))
                .deny(Permission.WRITE, List.of(at("rw/denied"))),
            ReadGrant.below(List.of(temp.resolve("implicit"))));
  }

  private static FileSystem with(PermissionSet permissions, ReadGrant implicit) {
    AccessGate gate = AccessGate.of(permissions);
    return GuestFileSystem.create(
        () -> gate, () -> implicit, () -> FolderMounts.NONE, VirtualMount.of(Map.of()));
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(temp.resolve(name), Path.of(target));
  }

  private String at(String path) {
    return temp.resolve(path).toString();
  }

  private Path path(String path) {
    return files.parsePath(temp + "/" + path);
  }

  private String read(String path) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    try (var channel = files.newByteChannel(path(path), Set.of(READ))) {
      channel.read(buffer);
    }
    return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
  }

  private void open(String path, OpenOption... options) throws IOException {
    files.newByteChannel(path(path), Set.of(options)).close();
  }

  /** Something a guest does. */
  interface Act {
    void on(GuestFileSystemTest test) throws IOException;
  }

  private static Arguments row(String name, Act act) {
    return Arguments.of(name, act);
  }

  static Stream<Arguments> allowed() {
    return Stream.of(
        row("read", test -> assertThat(test.read("ro/file")).isEqualTo("ro")),
        row(
            "read implicitly",
            test -> assertThat(test.read("implicit/file")).isEqualTo("implicit")),
        row("read by link inside", test -> assertThat(test.read("rw/to-ro-file")).isEqualTo("ro")),
        row("read by dots", test -> assertThat(test.read("rw/../ro/file")).isEqualTo("ro")),
        row("write", test -> test.open("rw/file", WRITE, TRUNCATE_EXISTING)),
        row("create", test -> test.open("wo/new", WRITE, CREATE)),
        row("read and write", test -> test.open("rw/file", READ, WRITE)),
        row("list", test -> test.files.newDirectoryStream(test.path("ro"), any -> true).close()),
        row("make folder", test -> test.files.createDirectory(test.path("rw/new"))),
        row("delete", test -> test.files.delete(test.path("wo/file"))),
        // The link goes, not what it leads to.
        row("delete link", test -> test.files.delete(test.path("rw/to-secret-file"))),
        row("look at link", test -> test.stat("rw/to-secret-file", NOFOLLOW_LINKS)),
        row("read link", test -> test.files.readSymbolicLink(test.path("rw/to-secret"))),
        row("make link", test -> test.symlink("rw/new", "../secret")),
        row("move", test -> test.files.move(test.path("rw/file"), test.path("wo/new"))),
        row("move link", test -> test.files.move(test.path("rw/to-secret"), test.path("rw/new"))),
        row("copy", test -> test.files.copy(test.path("ro/file"), test.path("wo/new"))),
        row("hard link", test -> test.files.createLink(test.path("rw/new"), test.path("rw/file"))),
        row("access", test -> test.access("ro/file", AccessMode.READ)),
        row("missing is no refusal", test -> missing(() -> test.read("ro/missing"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void allowed(String name, Act act) throws IOException {
    act.on(this);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        row("read", test -> test.read("secret/file")),
        row("read missing", test -> test.read("secret/missing")),
        row("read what may only be written", test -> test.read("wo/file")),
        row("read denied below granted", test -> test.read("rw/denied/file")),
        row("read denied below implicit", test -> test.read("implicit/denied")),
        row("read by dots", test -> test.read("ro/../secret/file")),
        row("read by link to folder", test -> test.read("rw/to-secret/file")),
        row("read by link to file", test -> test.read("rw/to-secret-file")),
        row("read by dots behind link", test -> test.read("rw/to-secret/../secret/file")),
        row("write what may only be read", test -> test.open("ro/file", WRITE)),
        row("create what may only be read", test -> test.open("ro/new", WRITE, CREATE)),
        row("write implicit", test -> test.open("implicit/file", WRITE)),
        row("read-write what may only be written", test -> test.open("wo/file", READ, WRITE)),
        row("write by link", test -> test.open("rw/to-ro-file", WRITE)),
        row("create by dangling link", test -> test.open("rw/to-new-secret", WRITE, CREATE)),
        row(
            "list",
            test -> test.files.newDirectoryStream(test.path("secret"), any -> true).close()),
        row(
            "list parent",
            test -> test.files.newDirectoryStream(test.path("."), any -> true).close()),
        row("make folder", test -> test.files.createDirectory(test.path("ro/new"))),
        row("delete", test -> test.files.delete(test.path("ro/file"))),
        row("delete by link to folder", test -> test.files.delete(test.path("rw/to-secret/file"))),
        row("look", test -> test.stat("secret/file")),
        row("look through link", test -> test.stat("rw/to-secret-file")),
        row("look at link outside", test -> test.stat("secret/to-rw-file", NOFOLLOW_LINKS)),
        row("touch through link", test -> test.touch("rw/to-ro-file")),
        row("real path of link", test -> test.files.toRealPath(test.path("rw/to-secret"))),
        row(
            "read link outside",
            test -> test.files.readSymbolicLink(test.path("secret/to-rw-file"))),
        row("move out", test -> test.files.move(test.path("rw/file"), test.path("ro/new"))),
        row("move in", test -> test.files.move(test.path("secret/file"), test.path("rw/new"))),
        row(
            "move to where it can be read",
            test -> test.files.move(test.path("wo/file"), test.path("rw/n"))),
        row("copy out", test -> test.files.copy(test.path("rw/file"), test.path("ro/new"))),
        row("copy in", test -> test.files.copy(test.path("secret/file"), test.path("rw/new"))),
        row(
            "hard link to secret",
            test -> test.files.createLink(test.path("rw/n"), test.path("secret/file"))),
        row(
            "hard link to read-only",
            test -> test.files.createLink(test.path("rw/n"), test.path("ro/file"))),
        row("make link outside", test -> test.symlink("ro/new", "file")),
        row("access", test -> test.access("secret/file", AccessMode.READ)),
        row("write access", test -> test.access("ro/file", AccessMode.WRITE)),
        row(
            "same file",
            test -> test.files.isSameFile(test.path("rw/file"), test.path("secret/file"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, Act act) throws IOException {
    List<String> before = contents();
    assertThatThrownBy(() -> act.on(this))
        .isInstanceOf(AccessDeniedException.class)
        .message()
        .containsAnyOf("--allow-read=", "--allow-write=", "--deny-read", "--deny-write");
    assertThat(contents()).isEqualTo(before);
  }

  static Stream<Arguments> reserved() {
    return Stream.of(
        row("read", test -> test.read("own/file")),
        row("read by link", test -> test.read("own/to-file")),
        row("read by hard link", test -> test.read("rw/same")),
        row("read by dots", test -> test.read("rw/../own/file")),
        row("write", test -> test.open("own/file", WRITE)),
        row("truncate by link", test -> test.open("own/to-file", WRITE, TRUNCATE_EXISTING)),
        row("create", test -> test.open("own/file", WRITE, CREATE)),
        row("delete", test -> test.files.delete(test.path("own/file"))),
        row("delete hard link", test -> test.files.delete(test.path("rw/same"))),
        row("move", test -> test.files.move(test.path("own/file"), test.path("rw/new"))),
        row("move over", test -> test.files.move(test.path("rw/file"), test.path("own/file"))),
        row("copy", test -> test.files.copy(test.path("own/file"), test.path("rw/new"))),
        row("copy over", test -> test.files.copy(test.path("rw/file"), test.path("own/file"))),
        row("hard link", test -> test.files.createLink(test.path("rw/new"), test.path("own/file"))),
        row("touch", test -> test.touch("own/file")),
        row("read access", test -> test.access("own/file", AccessMode.READ)),
        row("write access", test -> test.access("own/file", AccessMode.WRITE)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void reserved(String name, Act act) throws IOException {
    reserveOwnFile();
    List<String> before = contents();
    assertThatThrownBy(() -> act.on(this))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("is refused: it is kept for a test");
    assertThat(contents()).isEqualTo(before);
    assertThat(temp.resolve("own/file")).hasContent("own");
  }

  @Test
  void whatIsReservedIsLookedAtAndItsNeighboursAreUsed() throws IOException {
    reserveOwnFile();
    stat("own/file");
    stat("own/to-file");
    files.toRealPath(path("own/file"));
    files.checkAccess(path("own/file"), Set.of());
    assertThat(files.isSameFile(path("own/file"), path("rw/same"))).isTrue();
    try (var entries = files.newDirectoryStream(path("own"), any -> true)) {
      assertThat(entries).hasSize(2);
    }
    assertThat(read("rw/file")).isEqualTo("rw");
    files.createDirectory(path("own/new"));
    open("own/other", WRITE, CREATE);
  }

  /** Everything is allowed but for one file, which has two more names. */
  private void reserveOwnFile() throws IOException {
    Path own = Files.createDirectory(temp.resolve("own")).resolve("file");
    Files.writeString(own, "own");
    link("own/to-file", "file");
    Files.createLink(temp.resolve("rw/same"), own);
    files =
        with(
            PermissionSet.all().reserve(own, "is kept for a test"), ReadGrant.below(List.of(temp)));
  }

  @Test
  void aFolderWithSomethingDeniedInItKeepsItsName() {
    assertThatThrownBy(() -> files.move(path("rw"), path("wo/new")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining(
            "is refused: it cannot be moved: '%s' is denied".formatted(at("rw/denied")));
    assertThat(temp.resolve("rw/denied/file")).exists();
  }

  @Test
  void aFolderWithSomethingReservedInItKeepsItsName() throws IOException {
    reserveOwnFile();
    assertThatThrownBy(() -> files.move(path("own"), path("new")))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("cannot be moved: '%s'".formatted(at("own/file")));
    assertThat(temp.resolve("own/file")).hasContent("own");
  }

  @ParameterizedTest
  @CsvSource({
    "/proc/self/environ, --allow-env",
    "/proc/thread-self/environ, --allow-env",
    "/proc/self/root/proc/self/environ, --allow-env",
    "/proc/1/environ, --allow-env",
    "/proc/self/task/../environ, --allow-env",
    "/proc/self/mem, --allow-native",
    "/proc/kcore, --allow-native"
  })
  void whatShowsMoreThanFilesTakesMoreThanRead(String name, String flag) throws IOException {
    PermissionSet ofFiles = PermissionSet.none().allow(Permission.READ).allow(Permission.WRITE);
    files = with(ofFiles, ReadGrant.below(List.of()));
    assertThatThrownBy(() -> openAnywhere(name, READ))
        .isInstanceOf(AccessDeniedException.class)
        .hasMessageContaining("is refused: it takes " + flag + " without bounds, too");
    assertThatThrownBy(() -> openAnywhere(name, WRITE)).isInstanceOf(AccessDeniedException.class);
    openAnywhere("/proc/self/status", READ);

    files =
        with(PermissionSet.all().deny(Permission.ENV, List.of("X")), ReadGrant.below(List.of()));
    if (flag.equals("--allow-env")) {
      assertThatThrownBy(() -> openAnywhere(name, READ)).hasMessageContaining(flag);
    }
  }

  @Test
  void whoMayDoAllSeesTheVariables() throws IOException {
    files = with(PermissionSet.all(), ReadGrant.below(List.of()));
    openAnywhere("/proc/self/environ", READ);
  }

  private void openAnywhere(String path, OpenOption option) throws IOException {
    files.newByteChannel(files.parsePath(path), Set.of(option)).close();
  }

  private static void missing(ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(NoSuchFileException.class);
  }

  private void stat(String path, java.nio.file.LinkOption... options) throws IOException {
    assertThat(files.readAttributes(path(path), "*", options)).isNotEmpty();
  }

  private void symlink(String link, String target) throws IOException {
    files.createSymbolicLink(path(link), files.parsePath(target));
  }

  private void touch(String path) throws IOException {
    files.setAttribute(
        path(path), "lastModifiedTime", java.nio.file.attribute.FileTime.fromMillis(0));
  }

  private void access(String path, AccessMode mode) throws IOException {
    files.checkAccess(path(path), Set.of(mode));
  }

  private List<String> contents() throws IOException {
    try (Stream<Path> all = Files.walk(temp)) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  @Test
  void aLinkMadeAfterwardsOpensNothing() throws IOException {
    symlink("rw/late", at("secret/file"));
    assertThatThrownBy(() -> read("rw/late")).isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void aMoveIsTheHostsOwn() throws IOException {
    files.move(path("rw/file"), path("rw/moved"), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    assertThat(read("rw/moved")).isEqualTo("rw");
    files.move(path("rw/to-secret"), path("rw/moved-link"));
    assertThat(Files.readSymbolicLink(temp.resolve("rw/moved-link"))).hasToString("../secret");
  }

  @Test
  void relativePathsStartAtTheWorkingDirectory() throws IOException {
    files.setCurrentWorkingDirectory(temp.resolve("ro"));
    assertThat(files.toAbsolutePath(files.parsePath("file"))).isEqualTo(temp.resolve("ro/file"));
    try (var channel = files.newByteChannel(files.parsePath("file"), Set.of(READ))) {
      assertThat(channel.size()).isEqualTo(2);
    }
    assertThatThrownBy(() -> files.newByteChannel(files.parsePath("../secret/file"), Set.of(READ)))
        .isInstanceOf(AccessDeniedException.class);
  }

  @Test
  void theGateIsAskedAgainForEachOperation() throws IOException {
    AccessGate[] gate = {AccessGate.CLOSED};
    FileSystem late =
        GuestFileSystem.create(
            () -> gate[0],
            () -> ReadGrant.NOTHING,
            () -> FolderMounts.NONE,
            VirtualMount.of(Map.of()));
    assertThatThrownBy(() -> late.newByteChannel(temp.resolve("ro/file"), Set.of(READ)))
        .isInstanceOf(AccessDeniedException.class);
    gate[0] = AccessGate.of(PermissionSet.all());
    late.newByteChannel(temp.resolve("ro/file"), Set.of(READ)).close();
  }
}
