package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How programs end that do not want to, and what they leave behind. */
@Timeout(180)
final class ProgramEndTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  @TempDir Path modules;
  private TestTable processes;

  @BeforeEach
  void open() {
    processes = new TestTable(modules, PermissionSet.none().allow(Permission.RUN));
  }

  @AfterEach
  void close() throws Exception {
    processes.close();
  }

  private ManagedProcess process(ProgramInstance.Launcher launcher) {
    ProcessSpec spec = ProcessSpec.executable("program", "program.sh");
    return new ManagedProcess(
        spec,
        processes.around(),
        owner ->
            new ProgramInstance(
                spec,
                (Program.Executable) spec.program(),
                processes.around(),
                owner,
                launcher,
                SHORT,
                SHORT));
  }

  private void script(String text) throws Exception {
    processes.write("program.sh", "#!/bin/sh\n" + text);
    assertThat(modules.resolve("program.sh").toFile().setExecutable(true)).isTrue();
  }

  private void start(ManagedProcess process) throws Exception {
    boolean _ =
        processes.ask(
            () -> {
              process.start();
              return true;
            });
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> processes.ask(() -> process.info().state()) == ProcessState.READY);
  }

  /** What the program has printed is the number of another one, which does not live any more. */
  private void awaitEndOfWhatItPrinted() {
    processes.awaitPrinted("program", "\n");
    long other = Long.parseLong(processes.printed("program").strip());
    try {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !ProcessHandle.of(other).map(ProcessHandle::isAlive).orElse(false));
    } finally {
      ProcessHandle.of(other).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  @Test
  void whoCannotBeKilledIsGivenUpAndItsNameIsFree() throws Exception {
    try (Immortal immortal = new Immortal()) {
      ManagedProcess process = process(plan -> immortal);
      start(process);

      CompletableFuture<Void> gone = processes.ask(() -> process.stop(false));
      processes.done(gone);

      assertThat(processes.ask(() -> process.info().state())).isEqualTo(ProcessState.STOPPED);
      assertThat(processes.ask(() -> process.info().detail()))
          .hasValue("did not end within 0 s and may still run");
      assertThat(processes.noticed())
          .containsExactly(
              "program: quarantined: program 4242 did not end within 0 s and may still run");
      start(process);
      processes.done(processes.ask(() -> process.stop(true)));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(Thread.getAllStackTraces().keySet())
                      .extracting(Thread::getName)
                      .doesNotContain("jexpy-program"));
    }
  }

  @Test
  void whatItLeavesBehindEndsWithIt() throws Exception {
    script("sleep 1000 &\necho $!\n");
    processes.create(ProcessSpec.executable("program", "program.sh"));
    processes.start("program");

    assertThat(processes.awaitEnd("program").exitStatus()).hasValue(0);
    awaitEndOfWhatItPrinted();
  }

  @Test
  void whatItStartsWhenItShallEndEndsWithIt() throws Exception {
    script("trap 'sleep 1000 & echo $!' TERM\necho up >&2\nwhile :; do sleep 0.1; done\n");
    // Its file runs before its trap is set.
    ManagedProcess process = process(ProcessBuilder::start);
    start(process);
    processes.awaitPrinted("program", "up");
    processes.forget("program");

    processes.done(processes.ask(() -> process.stop(false)));

    assertThat(processes.ask(() -> process.info().exitStatus())).hasValue(137);
    awaitEndOfWhatItPrinted();
  }

  /** A program that no signal ends. */
  private static final class Immortal extends Process implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public long pid() {
      return 4242;
    }

    @Override
    public ProcessHandle toHandle() {
      return new FakeHandle();
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public int waitFor() throws InterruptedException {
      end.await();
      return exitValue();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) throws InterruptedException {
      return end.await(timeout, unit);
    }

    @Override
    public int exitValue() {
      if (end.getCount() > 0) {
        throw new IllegalThreadStateException();
      }
      return 0;
    }

    @Override
    public void destroy() {}

    @Override
    public void close() {
      end.countDown();
    }
  }
}
