package org.jexpy.bindings.execnet.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.group.Group;
import org.jexpy.bindings.execnet.group.Interpreter;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Trees of files are copied, to each kind of side that gets them. */
@Timeout(120)
@ParameterizedClass(name = "{0}")
@MethodSource("sides")
final class RSyncTest {
  @TempDir Path temp;

  private final Side side;
  private final Group group = new Group(Surroundings.DIRECT);
  private final List<String> heard = new ArrayList<>();
  private Path source;
  private Path copy;

  /** Who gets files. */
  interface Side {
    Gateway open(Group group) throws IOException, InterruptedException;

    /** What it is told to execute. */
    default RSync rsync(String source, SyncListener listener)
        throws IOException, InterruptedException {
      return new RSync(source, SyncFiles.DIRECT, listener);
    }
  }

  static List<Named<Side>> sides() {
    return List.of(
        named("CPython, with our text", RSyncTest::python),
        named("CPython, with execnet's own text", new Genuine()),
        named("Java", group -> new JavaSide().open()));
  }

  private static Gateway python(Group group) throws IOException, InterruptedException {
    return group.makegateway("popen//python=" + Interpreter.assume());
  }

  private static final class Genuine implements Side {
    @Override
    public Gateway open(Group group) throws IOException, InterruptedException {
      return python(group);
    }

    @Override
    public RSync rsync(String source, SyncListener listener)
        throws IOException, InterruptedException {
      return new RSync(source, SyncFiles.DIRECT, listener, GenuineExecnet.source("rsync_remote"));
    }
  }

  RSyncTest(Side side) {
    this.side = side;
  }

  @BeforeEach
  void layOut() throws IOException {
    source = Files.createDirectory(temp.resolve("source"));
    copy = temp.resolve("copy/deep");
    write("a", "content of a");
    write("folder/inner/b", "b");
    write("folder/ümläut", "");
    Files.createDirectory(source.resolve("empty"));
    Files.setPosixFilePermissions(
        source.resolve("a"), PosixFilePermissions.fromString("rwxr-x---"));
    Files.setLastModifiedTime(
        source.resolve("a"), FileTime.from(Instant.ofEpochSecond(1_700_000_000, 123_456_789)));
    link("relative", "folder/inner");
    link("into", source + "/folder/inner/b");
    link("whole", source.toString());
    link("out", "/nowhere/out");
    link("near", source + "2/a");
    link("dangling", "nowhere");
  }

  @AfterEach
  void end() {
    group.close();
  }

  private void write(String name, String content) throws IOException {
    Path file = source.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void link(String name, String says) throws IOException {
    Files.createSymbolicLink(source.resolve(name), Path.of(says));
  }

  private void sync(boolean delete) throws Exception {
    heard.clear();
    RSync rsync = side.rsync(source.toString(), new Heard());
    var _ = rsync.addTarget(side.open(group), copy.toString(), delete);
    rsync.send();
    assertThat(rsync.hasTargets()).isFalse();
  }

  /** Notes what is said. */
  private final class Heard implements SyncListener {
    @Override
    public boolean isWanted(String path) {
      return !path.endsWith("/unwanted");
    }

    @Override
    public void sending(int target, String name) {
      heard.add("sending " + name);
    }

    @Override
    public void listed(int target, long bytes) {
      heard.add("listed " + bytes);
    }

    @Override
    public void acknowledged(int target, long bytes) {
      heard.add("got " + bytes);
    }

    @Override
    public void finished(int target) {
      heard.add("finished");
    }
  }

  /** What is below a folder: what it is, its mode, time, and content, by its name. */
  private static Map<String, String> tree(Path top) throws IOException {
    Map<String, String> tree = new TreeMap<>();
    try (Stream<Path> all = Files.walk(top)) {
      for (Path each : all.toList()) {
        SyncEntry entry = Objects.requireNonNull(SyncFiles.DIRECT.look(each.toString()));
        String content =
            entry.isFile()
                ? entry.modified() + Files.readString(each)
                : entry.isLink() ? Files.readSymbolicLink(each).toString() : "";
        tree.put(top.relativize(each).toString(), Integer.toOctalString(entry.mode()) + content);
      }
    }
    return tree;
  }

  private void assertCopied() throws IOException {
    Map<String, String> expected = tree(source);
    expected.computeIfPresent(
        "into", (name, link) -> link.replace(source.toString(), copy.toString()));
    expected.computeIfPresent("whole", (name, link) -> link.replace(source.toString(), copy + "/"));
    Map<String, String> got = tree(copy);
    got.computeIfPresent("whole", (name, link) -> link.endsWith("/") ? link : link + "/");
    assertThat(got).isEqualTo(expected);
  }

  @Test
  void aTreeIsCopiedWithModesTimesAndLinks() throws Exception {
    sync(false);
    assertCopied();
    assertThat(heard)
        .contains("sending a", "sending folder/inner/b", "sending folder/ümläut", "listed 13")
        .endsWith("finished");
    assertThat(heard.stream().filter(each -> each.startsWith("got"))).hasSize(3);
  }

  @Test
  void whatIsThereIsNotSentAgain() throws Exception {
    sync(false);
    sync(false);
    assertThat(heard).containsExactly("listed 0", "finished");
    assertCopied();

    Files.setLastModifiedTime(source.resolve("a"), FileTime.fromMillis(1_600_000_000_000L));
    Files.setPosixFilePermissions(
        source.resolve("folder/inner/b"), PosixFilePermissions.fromString("rw-------"));
    sync(false);
    assertThat(heard).as("a digest tells").containsExactly("listed 12", "got 12", "finished");
    assertCopied();
  }

  @Test
  void whatChangedItsKindIsReplaced() throws Exception {
    sync(false);
    Files.delete(source.resolve("empty"));
    write("empty", "a file now");
    Files.delete(source.resolve("a"));
    Files.createDirectory(source.resolve("a"));
    Files.delete(source.resolve("relative"));
    write("relative", "a file, too");
    Files.delete(source.resolve("folder/ümläut"));
    link("folder/ümläut", "a link");
    sync(false);
    assertCopied();
  }

  @Test
  void whatIsNotInTheSourceStaysUnlessItIsToBeDeleted() throws Exception {
    sync(false);
    Files.createDirectories(copy.resolve("folder/more/deep"));
    Files.writeString(copy.resolve("folder/more/deep/file"), "x");
    Files.createSymbolicLink(copy.resolve("leads"), temp.resolve("source"));
    sync(false);
    assertThat(copy.resolve("folder/more/deep/file")).hasContent("x");
    sync(true);
    assertCopied();
    assertThat(source.resolve("a")).as("no link is followed").exists();
  }

  @Test
  void whatIsFilteredIsNotCopied() throws Exception {
    write("folder/unwanted/file", "x");
    sync(false);
    assertThat(copy.resolve("folder")).isDirectory();
    assertThat(copy.resolve("folder/unwanted")).doesNotExist();
  }

  @Test
  void oneFileIsCopied() throws Exception {
    Path file = Files.createDirectories(copy.getParent()).resolve("file");
    RSync rsync = side.rsync(source + "/a", new Heard());
    var _ = rsync.addTarget(side.open(group), file.toString(), false);
    rsync.send();
    assertThat(file).hasContent("content of a");
    assertThat(heard).containsExactly("sending ", "listed 12", "got 12", "finished");
  }

  @Test
  void execnetsOwnSideIsUnderstood() throws Exception {
    Files.createDirectories(copy.getParent());
    Path worker =
        Path.of(
            Objects.requireNonNull(
                    RSync.class.getResource("/org/jexpy/bindings/execnet/worker/rsync_remote.py"))
                .toURI());
    Files.delete(source.resolve("near")); // of which it tells something else
    GenuineExecnet.sync(source.toString(), copy.toString(), worker);
    Files.createDirectories(copy.resolve("folder/more/deep"));
    Files.delete(copy.resolve("a"));
    GenuineExecnet.sync(source.toString(), copy.toString(), worker);
    assertCopied();
  }

  @Test
  void severalTargetsGetTheSame() throws Exception {
    byte[] large = new byte[3_000_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = (byte) (i * 31 + i / 256);
    }
    Files.write(source.resolve("large"), large);
    RSync rsync = side.rsync(source.toString(), SyncListener.NOBODY);
    Gateway gateway = side.open(group);
    for (String name : List.of("one", "two")) {
      var _ = rsync.addTarget(gateway, temp.resolve(name).toString(), true);
    }
    rsync.send();
    assertThat(temp.resolve("one/large")).hasBinaryContent(large);
    assertThat(temp.resolve("two/large")).hasBinaryContent(large);
  }

  @Test
  void aSourceThatIsMissingCopiesNothing() throws Exception {
    RSync rsync = side.rsync(temp + "/nothing", new Heard());
    var _ = rsync.addTarget(side.open(group), copy.toString(), false);
    rsync.send();
    assertThat(copy).doesNotExist();
    assertThat(heard).containsExactly("listed 0", "got 0", "finished");
  }

  @Test
  void whatCannotBeCopiedIsRefused() throws Exception {
    RSync device = side.rsync("/dev/null", SyncListener.NOBODY);
    assertThatThrownBy(device::send)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no targets available, maybe you are trying call send() twice?");
    var _ = device.addTarget(side.open(group), copy.toString(), false);
    assertThatThrownBy(device::send)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("cannot sync '/dev/null'");
    assertThat(device.hasTargets()).isFalse();
  }

  @Test
  void whereNothingCanBeMadeTheFarSideFails() throws Exception {
    RSync rsync = side.rsync(source.toString(), SyncListener.NOBODY);
    var _ = rsync.addTarget(side.open(group), "/proc/nowhere/copy", false);
    assertThatThrownBy(rsync::send)
        .isInstanceOf(RemoteErrorException.class)
        .hasMessageContaining("/proc/nowhere");
  }

  @Test
  void aGatewayThatEndsIsNoticed() throws Exception {
    Gateway gateway = side.open(group);
    SyncListener ending =
        new SyncListener() {
          @Override
          public boolean isWanted(String path) {
            gateway.exit();
            return true;
          }
        };
    RSync rsync = side.rsync(source.toString(), ending);
    var _ = rsync.addTarget(gateway, copy.toString(), false);
    assertThatThrownBy(rsync::send)
        .hasMessageMatching("(?s)cannot send.*|connection unexpect.*|.*EOFError.*|");
  }
}
