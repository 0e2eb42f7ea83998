package org.jexpy.host.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.bindings.exos.core.Severity;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.jexpy.host.control.ControlClient;
import org.jexpy.host.control.ControlServer;
import org.jexpy.host.log.Logs;
import org.jexpy.host.log.ProcessLog;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code show log follow} over a control socket. */
@Timeout(60)
class FollowTest {
  @TempDir Path folder;

  private final Logs logs = Logs.inMemory(Clock.systemUTC());
  private final MainLoop loop = MainLoop.unowned();
  private final Thread thread = HostThreads.daemon("test-loop", loop::run);
  private final Counted command =
      new Counted(new ShowLog(logs.events(), this::processLog, ZoneOffset.UTC));
  private final CommandRegistry commands = new CommandRegistry().register(command);
  private final ControlServer server = new ControlServer(loop, commands, () -> false);
  private final Queue<String> seen = new ConcurrentLinkedQueue<>();
  private Path socket;

  private ProcessLog processLog(String name) {
    if (!name.equals("greeter")) {
      throw new CommandFailedException("Process %s does not exist.".formatted(name));
    }
    return logs.process(name);
  }

  /** Counts the calls that have begun and not ended. */
  private record Counted(Command command, AtomicInteger running) implements Command {
    Counted(Command command) {
      this(command, new AtomicInteger());
    }

    @Override
    public List<String> syntax() {
      return command.syntax();
    }

    @Override
    public String summary() {
      return command.summary();
    }

    @Override
    public CompletableFuture<Void> run(Invocation call) {
      var done = command.run(call).toCompletableFuture();
      running.incrementAndGet();
      return done.whenComplete((nothing, failure) -> running.decrementAndGet());
    }
  }

  @BeforeEach
  void listen() throws IOException {
    socket = folder.resolve("control.sock");
    thread.start();
    server.listen(socket);
  }

  @AfterEach
  void close() throws InterruptedException {
    loop.execute(server::close);
    loop.stop();
    thread.join();
    logs.close();
  }

  /** A client that follows; it has ended when the future has. */
  private CompletableFuture<Integer> follow(ControlClient client, String line) {
    CompletableFuture<Integer> status = new CompletableFuture<>();
    HostThreads.daemon(
            "test-client",
            () -> {
              try {
                status.complete(client.execute(line, 0, false, false, seen::add));
              } catch (IOException | RuntimeException e) {
                status.completeExceptionally(e);
              }
            })
        .start();
    await().until(() -> command.running().get() == 1);
    return status;
  }

  @Test
  void whatIsLoggedAppearsUntilTheClientLeaves() throws Exception {
    logs.events().record("System", "before", Severity.INFO, "not shown");
    CompletableFuture<Integer> ended;
    try (ControlClient client = ControlClient.connect(socket)) {
      ended = follow(client, "show log follow");

      logs.events().record("EPM", "started", Severity.INFO, "Process a: started");
      await().until(() -> !seen.isEmpty());
      assertThat(seen.poll())
          .endsWith(" <Info:EPM.started> Process a: started\n")
          .doesNotContain("not shown");
      assertThat(ended).isNotDone();
    }

    await().untilAsserted(() -> assertThat(command.running()).hasValue(0));
    assertThat(ended).failsWithin(java.time.Duration.ofSeconds(30));
    logs.events().record("EPM", "stopped", Severity.INFO, "seen by nobody");
    assertThat(seen).isEmpty();
  }

  @Test
  void theLogOfAProcessIsFollowedUntilTheProcessIsDeleted() throws Exception {
    try (ControlClient client = ControlClient.connect(socket);
        PrintStream printed = new PrintStream(logs.process("greeter").out(), true)) {
      CompletableFuture<Integer> ended = follow(client, "show log process greeter follow");

      printed.println("hello");
      await().until(() -> !seen.isEmpty());
      assertThat(seen.poll()).endsWith(" <out> hello\n");
      logs.forget("greeter");

      assertThat(ended.join()).isZero();
      assertThat(seen).containsExactly("The log has ended.\n");
      assertThat(client.execute("show log process greeter", 0, false, false, seen::add)).isZero();
    }
  }

  @Test
  void aReaderThatIsTooSlowIsToldHowMuchItMissed() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ControlClient client = ControlClient.connect(socket);
        OutputStream printed = logs.process("greeter").out()) {
      CompletableFuture<Integer> ended = new CompletableFuture<>();
      HostThreads.daemon(
              "test-client",
              () -> {
                try {
                  ended.complete(
                      client.execute(
                          "show log process greeter follow",
                          0,
                          false,
                          false,
                          text -> {
                            try {
                              go.await();
                            } catch (InterruptedException e) {
                              Thread.currentThread().interrupt();
                            }
                            seen.add(text);
                          }));
                } catch (IOException e) {
                  ended.completeExceptionally(e);
                }
              })
          .start();
      await().until(() -> command.running().get() == 1);
      byte[] line = ("x".repeat(999) + "\n").getBytes(StandardCharsets.UTF_8);
      int lines = 20_000;
      for (int i = 0; i < lines; i++) {
        printed.write(line);
      }
      go.countDown();

      await().until(() -> seen.stream().anyMatch(text -> text.contains("lines dropped")));
      String gap = seen.stream().filter(text -> text.contains("dropped")).findFirst().orElseThrow();
      assertThat(gap).matches("\\.\\.\\. \\d+ lines dropped\n");
      logs.forget("greeter");
      assertThat(ended.join()).isZero();
      long missed =
          seen.stream()
              .filter(text -> text.contains("dropped"))
              .mapToLong(text -> Long.parseLong(text.replaceAll("\\D", "")))
              .sum();
      assertThat(seen.stream().filter(text -> text.contains("xxx")).count() + missed)
          .isEqualTo(lines);
    }
  }

  @Test
  void whoCannotLeaveIsRefused() {
    StringBuilder text = new StringBuilder();
    Session session = Session.text(Asker.of("Java"));

    assertThat(commands.execute("show log follow", Output.of(session, text::append), session))
        .isCompletedExceptionally();
    assertThat(text.toString()).startsWith("Error: follow needs a client that can leave");
  }

  @Test
  void aProcessThatDoesNotExistIsRefused() throws Exception {
    try (ControlClient client = ControlClient.connect(socket)) {
      assertThat(client.execute("show log process x follow", 0, false, false, seen::add))
          .isEqualTo(1);
      assertThat(seen).anyMatch(text -> text.startsWith("Error: Process x does not exist."));
    }
  }
}
