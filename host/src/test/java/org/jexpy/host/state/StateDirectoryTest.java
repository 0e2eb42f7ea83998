package org.jexpy.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.host.container.Container;
import org.jexpy.host.process.StateException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One container per state directory, in this JVM and among processes. */
@Timeout(60)
final class StateDirectoryTest {
  @TempDir Path scratch;
  private StatePaths paths;

  /** Opens the directory that it is given, says so, and waits for the end of its input. */
  static final class Opens {
    private Opens() {}

    public static void main(String[] arguments) throws IOException {
      StatePaths paths = new StatePaths(Path.of(arguments[0]));
      try (StateDirectory directory = StateDirectory.open(paths, "jexpy serve --state there")) {
        if (arguments.length > 1) {
          // Whoever reads the file in its process takes the lock from it.
          Files.readString(paths.lock());
        }
        System.out.println(directory.paths().root().equals(paths.root()) ? "open" : "elsewhere");
        System.in.read();
      } catch (StateDirectoryInUseException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @BeforeEach
  void aDirectory() {
    paths = new StatePaths(scratch.resolve("a").resolve("b"));
  }

  private StateDirectory open() {
    return StateDirectory.open(paths, "jexpy serve");
  }

  @Test
  void itIsMadeForItsOwnerOnly() throws IOException {
    try (StateDirectory directory = open()) {
      for (Path each :
          new Path[] {
            paths.root(), paths.root().getParent(), paths.modules(), paths.temporary(), paths.logs()
          }) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(each)))
            .as(each.toString())
            .isEqualTo("rwx------");
      }
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(paths.lock())))
          .isEqualTo("rw-------");
      assertThat(directory.paths()).isEqualTo(paths);
    }
  }

  @Test
  void theLockTellsPidStartTimeAndCommand() throws IOException {
    StateDirectory directory = StateDirectory.open(paths, "jexpy serve\n--state x");
    String text;
    try (directory) {
      // Read before the end, from a copy: to close the file here would give the lock back.
      Path copy = scratch.resolve("copy");
      new ProcessBuilder("cp", paths.lock().toString(), copy.toString()).start().onExit().join();
      text = Files.readString(copy);
    }

    assertThat(Holder.parse(text))
        .hasValueSatisfying(
            holder -> {
              assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid());
              assertThat(holder.command()).isEqualTo("jexpy serve --state x");
            });
    assertThat(paths.lock()).isEmptyFile();
  }

  @Test
  void theSameJvmIsRefusedAndItsAttemptDoesNotGiveTheLockBack() throws Exception {
    try (StateDirectory directory = open()) {
      assertThatThrownBy(this::open)
          .isInstanceOf(StateDirectoryInUseException.class)
          .hasMessageContaining("is used by this process (jexpy serve, since ")
          .hasMessageContaining("--state DIR");
      assertThat(StateDirectory.lastHolder(paths))
          .map(Holder::pid)
          .contains(ProcessHandle.current().pid());

      assertThat(whatAnotherProcessSays())
          .contains("is used by process " + ProcessHandle.current().pid() + " (jexpy serve, ");
      assertThat(directory.freeControlSocket()).doesNotExist();
    }
    assertThat(whatAnotherProcessSays()).isEqualTo("open");
  }

  @Test
  void aSecondNameOfTheDirectoryIsTheSameDirectory() throws IOException {
    try (StateDirectory directory = open()) {
      Path link = Files.createSymbolicLink(scratch.resolve("link"), directory.paths().root());

      assertThatThrownBy(() -> StateDirectory.open(new StatePaths(link), "jexpy serve"))
          .isInstanceOf(StateDirectoryInUseException.class);
    }
  }

  @Test
  void anotherProcessIsNamed() throws Exception {
    try (ChildJvm other = ChildJvm.start(Opens.class, paths.root().toString())) {
      assertThat(other.line()).isEqualTo("open");

      assertThatThrownBy(this::open)
          .isInstanceOfSatisfying(
              StateDirectoryInUseException.class,
              refusal -> assertThat(refusal.holder()).map(Holder::pid).contains(other.pid()))
          .hasMessageContaining(
              "is used by process %d (jexpy serve --state there, since ".formatted(other.pid()))
          .hasMessageContaining("end that one, or choose another directory by --state DIR");

      other.endInput();
      open().close();
    }
  }

  @Test
  void aProcessThatHasLostItsLockButStillRunsKeepsTheDirectory() throws Exception {
    try (ChildJvm other = ChildJvm.start(Opens.class, paths.root().toString(), "reads")) {
      assertThat(other.line()).isEqualTo("open");
      try (FileChannel file = FileChannel.open(paths.lock(), StandardOpenOption.WRITE);
          FileLock lock = file.tryLock()) {
        assertThat(lock).as("the other one's lock is lost").isNotNull();
      }

      assertThatThrownBy(this::open)
          .isInstanceOf(StateDirectoryInUseException.class)
          .hasMessageContaining("is used by process %d (jexpy serve".formatted(other.pid()));

      other.kill();
      open().close();
    }
  }

  @Test
  void aNoteOfAProcessThatIsNoneOfAContainerIsNoHolder() throws Exception {
    Files.createDirectories(paths.root());
    ProcessHandle here = ProcessHandle.current();
    Instant born = here.info().startInstant().orElseThrow();
    ProcessHandle parent = here.parent().orElseThrow();
    for (Holder noted :
        List.of(
            new Holder(here.pid(), Optional.of(born), born, "this one"),
            new Holder(parent.pid(), Optional.of(Instant.EPOCH), born, "the number is used anew"),
            new Holder(parent.pid(), Optional.empty(), born, "before births were noted"))) {
      Files.writeString(paths.lock(), noted.text());
      assertThat(Holder.parse(noted.text())).contains(noted);
      open().close();
    }
  }

  @Test
  void codeThatHoldsTheLockByOtherMeansKeepsIt() throws Exception {
    Files.createDirectories(paths.root());
    try (FileChannel file =
            FileChannel.open(paths.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = file.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThatThrownBy(this::open)
          .isInstanceOf(StateDirectoryInUseException.class)
          .hasMessageContaining("is used by a process that has not said who it is");
      assertThat(whatAnotherProcessSays()).contains("a process that has not said who it is");
    }
  }

  @Test
  void aDirectoryIsFreeAfterItsEndAndASecondEndDoesNothing() {
    StateDirectory directory = open();
    directory.close();
    try (StateDirectory second = open()) {
      directory.close();
      assertThatThrownBy(this::open).isInstanceOf(StateDirectoryInUseException.class);
      assertThat(second.paths().lock()).exists();
    }
    assertThatThrownBy(directory::freeControlSocket)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void aStaleControlSocketIsRemovedAndItsOwnIsRemovedAtTheEnd() throws IOException {
    try (StateDirectory directory = open()) {
      bind(directory.freeControlSocket());
      assertThat(paths.controlSocket()).exists();
      assertThat(directory.freeControlSocket()).doesNotExist();
      bind(paths.controlSocket());
    }
    assertThat(paths.controlSocket()).doesNotExist();
  }

  @Test
  void whatAContainerHasLeftThatWasKilledWhileItBeganToListenIsRemoved() throws IOException {
    open().close();
    Path left = Files.createDirectory(paths.root().resolve(".x7ps"));
    bind(left.resolve("s"));
    bind(left.resolve("d"));
    try (StateDirectory _ = open()) {
      assertThat(left).doesNotExist();
    }
  }

  @Test
  void whatIsNoSocketIsNotRemoved() throws IOException {
    try (StateDirectory directory = open()) {
      Files.writeString(paths.controlSocket(), "mine");

      assertThatThrownBy(directory::freeControlSocket)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("is no socket");
    }
    assertThat(paths.controlSocket()).hasContent("mine");
  }

  /** A socket stays in the file system when its server ends. */
  private static void bind(Path socket) throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
  }

  @Test
  void theLongestSocketPathCanBeBoundAndALongerOneIsRefusedByItsLength() throws IOException {
    int room = StatePaths.MAX_SOCKET_PATH - "/control.sock".length() - scratch.toString().length();
    Path longest = scratch.resolve("x".repeat(room - 1));
    try (StateDirectory directory = StateDirectory.open(new StatePaths(longest), "jexpy serve")) {
      bind(directory.freeControlSocket());
    }

    StatePaths tooLong = new StatePaths(scratch.resolve("x".repeat(room)));
    assertThatThrownBy(tooLong::controlSocket)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("has a path of 107 bytes")
        .hasMessageContaining("room for 106")
        .hasMessageContaining("--state DIR");
  }

  @Test
  void whatIsNoDirectoryIsRefused() throws IOException {
    Path file = Files.writeString(scratch.resolve("file"), "");

    assertThatThrownBy(() -> StateDirectory.open(new StatePaths(file), "jexpy serve"))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("the state directory '%s' cannot be used".formatted(file));
    assertThatThrownBy(
            () -> StateDirectory.open(new StatePaths(file.resolve("below")), "jexpy serve"))
        .isInstanceOf(StateException.class);
  }

  @Test
  void aDirectoryThatOthersCanWriteToIsRefused() throws IOException {
    Files.createDirectories(paths.root());
    for (String modes : List.of("rwxrwxrwx", "rwxr-x-wx")) {
      Files.setPosixFilePermissions(paths.root(), PosixFilePermissions.fromString(modes));
      assertThatThrownBy(this::open)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("everybody can write")
          .hasMessageContaining("chmod go-w '%s'".formatted(paths.root().toRealPath()));
    }
    Files.setPosixFilePermissions(paths.root(), PosixFilePermissions.fromString("rwxrwx---"));
    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("its group can write");
    Files.setPosixFilePermissions(paths.root(), PosixFilePermissions.fromString("rwxr-xr-x"));
    open().close();
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefusedByItsOwner() throws IOException {
    int own = Ownership.ownUid();
    Files.createDirectories(paths.root());

    assertThatThrownBy(() -> Ownership.requireDirectory(paths.root(), own + 1))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("the state directory '%s' belongs to ".formatted(paths.root()))
        .hasMessageContaining("(uid %d), and you are uid %d;".formatted(own, own + 1))
        .hasMessageContaining("chown -R %d".formatted(own + 1));
    assumeTrue(own == 0, "only root can give a directory to somebody else");
    Files.setAttribute(paths.root(), "unix:uid", 4711);
    assertThatThrownBy(this::open)
        .isInstanceOf(StateException.class)
        .hasMessageContaining("belongs to uid 4711, and you are uid 0");
  }

  @Test
  void aFolderInItThatOthersCanWriteToIsRefusedAndTheLockGivenBack() throws IOException {
    open().close();
    for (Path folder : List.of(paths.modules(), paths.temporary(), paths.logs())) {
      for (String modes : List.of("rwxrwxrwx", "rwxrwxr-x")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(modes));
        assertThatThrownBy(this::open)
            .isInstanceOf(StateException.class)
            .hasMessageContaining(
                "can write to the state directory's folder '%s'".formatted(folder))
            .hasMessageContaining("chmod go-w '%s'".formatted(folder.toRealPath()));
      }
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      open().close();
      int own = Ownership.ownUid();
      assumeTrue(own == 0, "only root can give a directory to somebody else");
      Files.setAttribute(folder, "unix:uid", 4711);
      assertThatThrownBy(this::open)
          .isInstanceOf(StateException.class)
          .hasMessageContaining("'%s' belongs to uid 4711".formatted(folder));
      Files.setAttribute(folder, "unix:uid", own);
    }
  }

  @Test
  void aModuleFolderMayBeAGroupsOrRootsButNotEverybodysOrAnotherUsers() throws IOException {
    Path modules = Files.createDirectory(scratch.resolve("modules"));
    int own = Ownership.ownUid();
    Files.setPosixFilePermissions(modules, PosixFilePermissions.fromString("rwxrwxr-x"));
    Ownership.requireModules(modules);
    Ownership.requireModules(modules, 0);
    Ownership.requireModules(scratch.resolve("not-yet"));
    if (own == 0) {
      Ownership.requireModules(modules, 4711);
      Ownership.requireInside(scratch, 4711);
      Files.setAttribute(modules, "unix:uid", 4712);
    }
    assertThatThrownBy(() -> Ownership.requireModules(modules, 4711))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("the module folder '%s' belongs to ".formatted(modules))
        .hasMessageContaining("and you are uid 4711; choose another one by --modules DIR");
    Files.setPosixFilePermissions(modules, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> Container.builder().modules(modules).start())
        .isInstanceOf(StateException.class)
        .hasMessageContaining("everybody can write to the module folder")
        .hasMessageContaining("chmod o-w '%s'".formatted(modules.toRealPath()));
  }

  @Test
  void aControlSocketOfSomebodyElseIsRefusedUnlessByRoot() throws IOException {
    int own = Ownership.ownUid();
    Path socket = scratch.resolve("s");
    Ownership.requireSocket(socket, 4711);
    bind(socket);

    Ownership.requireSocket(socket);
    Ownership.requireSocket(socket, 0);
    int other = own + 1;
    assertThatThrownBy(() -> Ownership.requireSocket(socket, other))
        .isInstanceOf(StateException.class)
        .hasMessageContaining("the control socket '%s' belongs to ".formatted(socket))
        .hasMessageContaining("you are uid %d".formatted(other));
  }

  @Test
  void theDefaultPlaceIsThatOfTheXdgStandard() {
    Path home = Path.of("/home/someone");

    assertThat(StatePaths.byDefault(Map.of("XDG_STATE_HOME", "/var/states"), home).root())
        .isEqualTo(Path.of("/var/states/jexpy/default"));
    assertThat(StatePaths.byDefault(Map.of(), home).root())
        .isEqualTo(Path.of("/home/someone/.local/state/jexpy/default"));
    // The standard has relative paths ignored.
    assertThat(StatePaths.byDefault(Map.of("XDG_STATE_HOME", "states"), home).root())
        .isEqualTo(Path.of("/home/someone/.local/state/jexpy/default"));
  }

  private String whatAnotherProcessSays() throws Exception {
    try (ChildJvm other = ChildJvm.start(Opens.class, paths.root().toString())) {
      return String.valueOf(other.line());
    }
  }
}
