package org.jexpy.host.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.jexpy.bindings.exos.core.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Logs on the disk: order, bounds, rotation, disks that are slow, stuck or full. */
@Timeout(60)
final class LogWriterTest {
  private static final ThreadFactory THREADS =
      body -> Thread.ofPlatform().daemon().name("test-log").unstarted(body);

  @TempDir Path folder;
  private final List<String> troubles = Collections.synchronizedList(new ArrayList<>());
  private final Disk disk = new Disk();

  /** A disk that can be held up and be full. */
  private static final class Disk implements LogAppender {
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private final CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch passable = new CountDownLatch(0);
    private volatile boolean full;

    @Override
    public void append(Path file, byte[] bytes) throws IOException {
      reached.countDown();
      try {
        passable.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      if (full) {
        throw new IOException("No space left on device");
      }
      content.writeBytes(bytes);
    }

    List<String> lines() {
      return content.toString(StandardCharsets.UTF_8).lines().toList();
    }
  }

  private LogWriter writer() {
    return LogWriter.start(THREADS, disk, LogWriter.PATIENCE, troubles::add);
  }

  @Test
  void linesComeInOrderAndAllOfThemBeforeTheEnd() {
    try (LogWriter writer = writer()) {
      LogFile file = writer.open(folder.resolve("a.log"));
      for (int i = 0; i < 1000; i++) {
        file.append("line " + i);
      }
    }
    assertThat(disk.lines()).hasSize(1000).startsWith("line 0").endsWith("line 999");
    assertThat(troubles).isEmpty();
  }

  @Test
  void aFloodIntoAStuckDiskIsBoundedAndCountedInItsPlace() throws Exception {
    String line = "x".repeat(1023);
    disk.passable = new CountDownLatch(1);
    try (LogWriter writer = writer()) {
      LogFile flooded = writer.open(folder.resolve("a.log"));
      flooded.append("first");
      disk.reached.await();
      for (int i = 0; i < 1500; i++) {
        flooded.append(line);
      }
      flooded.append("dropped, too, though it is short");
      LogFile other = writer.open(folder.resolve("b.log"));
      other.append("of another file");
      disk.passable.countDown();
      await().until(() -> disk.lines().contains("of another file"));
      flooded.append("after it");
    }
    List<String> lines = disk.lines();
    assertThat(lines).filteredOn(line::equals).hasSize(1024);
    assertThat(lines.indexOf("… 477 lines dropped")).isEqualTo(1 + 1024);
    assertThat(lines).startsWith("first").endsWith("after it");
  }

  @Test
  void everyLineOfManyPrintersIsWrittenOrCounted() throws Exception {
    int each = 20_000;
    try (LogWriter writer = writer()) {
      LogFile file = writer.open(folder.resolve("a.log"));
      List<Thread> printers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        printers.add(
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int k = 0; k < each; k++) {
                        file.append("a line of some length that is printed often");
                      }
                    }));
      }
      for (Thread printer : printers) {
        printer.join();
      }
    }
    long lines = 0;
    for (String line : disk.lines()) {
      lines += line.startsWith("a line") ? 1 : Long.parseLong(line.split(" ", 3)[1]);
    }
    assertThat(lines).isEqualTo(4L * each);
  }

  @Test
  void aPatientLineWaitsForADiskThatIsSlow() throws Exception {
    String line = "x".repeat(1023);
    disk.passable = new CountDownLatch(1);
    Duration asLongAsTheTest = Duration.ofSeconds(60);
    try (LogWriter writer = LogWriter.start(THREADS, disk, asLongAsTheTest, troubles::add)) {
      LogFile file = writer.open(folder.resolve("a.log"));
      file.append("first");
      disk.reached.await();
      for (int i = 0; i < 1024; i++) {
        file.append(line);
      }
      Thread printer = Thread.ofPlatform().start(() -> file.appendPatiently("last"));
      await().until(() -> printer.getState() == Thread.State.TIMED_WAITING);
      disk.passable.countDown();
      printer.join();
    }
    assertThat(disk.lines()).hasSize(1026).startsWith("first").endsWith("last");
  }

  @Test
  void patienceEndsAndIsNotTriedAgainUntilTheDiskMoves() throws Exception {
    String line = "x".repeat(LogFile.MAX_PENDING - 1);
    disk.passable = new CountDownLatch(1);
    try (LogWriter writer = writer()) {
      LogFile file = writer.open(folder.resolve("a.log"));
      file.append("first");
      disk.reached.await();
      file.append(line);
      // Were each to wait, this would take longer than the test may.
      for (int i = 0; i < 100_000; i++) {
        file.appendPatiently("dropped");
      }
      disk.passable.countDown();
    }
    assertThat(disk.lines()).containsExactly("first", line, "… 100000 lines dropped");
  }

  @Test
  void anInterruptedPrinterKeepsItsInterruptAndDoesNotWait() throws Exception {
    disk.passable = new CountDownLatch(1);
    try (LogWriter writer = writer()) {
      LogFile file = writer.open(folder.resolve("a.log"));
      file.append("first");
      disk.reached.await();
      file.append("x".repeat(LogFile.MAX_PENDING - 1));
      Thread.currentThread().interrupt();
      file.appendPatiently("dropped");
      assertThat(Thread.interrupted()).isTrue();
      disk.passable.countDown();
    }
    assertThat(disk.lines()).last().isEqualTo("… 1 line dropped");
  }

  @Test
  void aFullDiskIsReportedOnceAndItsEndToo() {
    disk.full = true;
    try (LogWriter writer = writer()) {
      LogFile file = writer.open(folder.resolve("a.log"));
      for (int i = 1; i <= 3; i++) {
        disk.full = true;
        file.append("lost");
        await().until(() -> !troubles.isEmpty());
      }
      assertThat(troubles)
          .singleElement()
          .asString()
          .contains("a.log cannot be written")
          .contains("No space left on device");
      LogFile marker = writer.open(folder.resolve("b.log"));
      marker.append("also lost");
      await().until(() -> troubles.size() == 2);
      disk.full = false;
      file.append("written");
    }
    assertThat(disk.lines()).containsExactly("… 3 lines dropped", "written");
    assertThat(troubles)
        .hasSize(3)
        .last()
        .asString()
        .endsWith("a.log is written again; lines that were lost: 3");
  }

  @Test
  void aFileIsPutAsideWhenItIsLarge() throws IOException {
    LogAppender appender = LogAppender.rotating(100);
    Path file = folder.resolve("a.log");
    for (int i = 0; i < 9; i++) {
      appender.append(file, "%039d\n".formatted(i).getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Files.readAllLines(folder.resolve("a.log.1")))
        .extracting(Integer::parseInt)
        .containsExactly(6, 7);
    assertThat(Files.readAllLines(file)).extracting(Integer::parseInt).containsExactly(8);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aRealDiskWithoutSpaceIsSurvived() throws IOException {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "this system has no /dev/full");
    Files.createSymbolicLink(folder.resolve("ems.log"), device);
    Logs logs = Logs.in(folder, new TickingClock(), THREADS);
    logs.events().record("System", "userComment", Severity.INFO, "hello");
    await().until(() -> logs.events().records(each -> true, 10).size() == 2);
    logs.close();

    assertThat(logs.events().show(each -> true).getFirst())
        .contains("<Erro:Log.File> ")
        .contains("ems.log cannot be written")
        .contains("No space left on device");
    // JUnit warns of a link out of the folder.
    Files.delete(folder.resolve("ems.log"));
  }

  @Test
  void aContainersLogsAreInItsFolder() throws IOException {
    Logs logs = Logs.in(folder, new TickingClock(), THREADS);
    logs.events().record("System", "userComment", Severity.INFO, "hello");
    try (OutputStream out = logs.process("ems").out()) {
      out.write("printed".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(logs.process("ems").lines(10)).hasSize(1);
    logs.forget("ems");
    assertThat(logs.process("ems").lines(10)).isEmpty();
    logs.close();

    assertThat(folder.resolve("ems.log"))
        .hasContent("03/04/2026 05:06:07.89 <Info:System.userComment> hello\n");
    assertThat(folder.resolve("process-ems.log"))
        .hasContent("03/04/2026 05:06:07.90 <out> printed\n");

    // What comes after the end is in memory only.
    logs.events().record("System", "userComment", Severity.INFO, "late");
    assertThat(logs.events().records(each -> true, 10)).hasSize(2);
    logs.close();
  }

  @Test
  void logsInMemoryStartNoThreadAndWriteNothing() throws IOException {
    try (Logs logs = Logs.inMemory(new TickingClock())) {
      logs.events().record("System", "userComment", Severity.INFO, "hello");
      logs.process("p").note("x");
      assertThat(logs.process("p").lines(1)).hasSize(1);
    }
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
