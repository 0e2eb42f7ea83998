package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.PolyglotException;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.fs.VirtualMount;
import org.jexpy.sandbox.resource.ResourceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the script does, and what becomes of its process: the table of design §5. */
@Timeout(240)
class GuestLifeTest {
  private final GuestStarter starter = SharedGuests.starter();

  private int run(TestScript script) throws Exception {
    return starter
        .startCold("life-test", script.key(), script.work())
        .runner()
        .status()
        .get(200, TimeUnit.SECONDS);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PYTHON | print('done')                                             | 0 | done",
        "PYTHON | import sys; sys.exit(3)                                   | 3 | ''",
        "PYTHON | import sys; sys.exit()                                    | 0 | ''",
        "PYTHON | import os; print('x', flush=True); os._exit(4)            | 4 | x",
        "PYTHON | 1/0                                                       | 1 | ''",
        "PYTHON | raise SystemExit(7)                                       | 7 | ''",
        "JS     | console.log('done')                                       | 0 | done",
        "JS     | process.exit(3)                                           | 3 | ''",
        "JS     | throw new Error('no')                                     | 1 | ''",
        "JS     | Promise.reject(new Error('no'))                           | 1 | ''",
        "JS     | setTimeout(() => console.log('later'), 5)                 | 0 | later",
        "JS     | setTimeout(() => process.exit(5), 5); setInterval(() => 0, 9) | 5 | ''",
        "JS     | setInterval(() => 0, 1000).unref()                        | 0 | ''",
      })
  void theStatusIsTheScripts(GuestLanguage language, String text, int status, String out)
      throws Exception {
    TestScript script = new TestScript(language, text);
    assertThat(run(script)).as(script::err).isEqualTo(status);
    assertThat(script.out().strip()).isEqualTo(out);
  }

  @Test
  void finallyBlocksRunWhenTheScriptExits() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import sys
            try:
                sys.exit(3)
            finally:
                print('cleaned')
            """);
    assertThat(run(script)).isEqualTo(3);
    assertThat(script.out()).isEqualTo("cleaned\n");
  }

  @Test
  void anExitWaitsForNothingThatTheScriptHolds() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import sys
            from _jexpy_host import holder
            holder.hold()
            sys.exit(0)
            """,
            new HolderExtension());
    assertThat(script.runForAtMost(Duration.ofSeconds(100))).as(script::err).isZero();
  }

  /** Lets a script hold something referenced for ever. */
  private static final class HolderExtension implements GuestExtension {
    @Override
    public String name() {
      return "holder";
    }

    @Override
    public Map<String, VirtualMount.Content> facades() {
      return Map.of();
    }

    @Override
    public Object bind(GuestServices services) {
      return new Holder(services);
    }
  }

  /** What the script calls. */
  public record Holder(GuestServices services) {
    /** Hold something. */
    @GuestVisible
    public void hold() {
      services.resources().register(ResourceKind.SUBSCRIPTION, "held by the test", () -> {});
    }
  }

  @Test
  void theImmediateExitRunsNoHandlers() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import atexit, os
            atexit.register(lambda: print('handler'))
            try:
                os._exit(3)
            finally:
                print('cleaned')
            """);
    assertThat(run(script)).as(script::err).isEqualTo(3);
    assertThat(script.out()).isEmpty();
  }

  @Test
  void anotherThreadsImmediateExitEndsTheProcess() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import os, threading, time
            threading.Thread(target=lambda: os._exit(6)).start()
            time.sleep(1000)
            """);
    assertThat(run(script)).as(script::err).isEqualTo(6);
  }

  @Test
  void theExitOfAnotherThreadEndsThatThreadOnly() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import sys, threading
            thread = threading.Thread(target=lambda: sys.exit(6))
            thread.start()
            thread.join()
            print('still here')
            """);
    assertThat(run(script)).as(script::err).isZero();
    assertThat(script.out()).isEqualTo("still here\n");
  }

  @Test
  void theProcessLivesWhileAThreadOfItsRuns() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import threading, time
            def work():
                time.sleep(0.05)
                print('worked')
            threading.Thread(target=work).start()
            print('top level done')
            """);
    assertThat(run(script)).as(script::err).isZero();
    assertThat(script.out()).isEqualTo("top level done\nworked\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PYTHON | print('on', flush=True)~while True: pass",
        "JS     | console.log('on'); for (;;);",
        "JS     | console.log('on'); setInterval(() => 0, 1000)",
      })
  void closingTheContextFromOutsideEndsTheRunner(GuestLanguage language, String text)
      throws Exception {
    TestScript script = new TestScript(language, text.replace('~', '\n'));
    CompletableFuture<GuestContext> made = new CompletableFuture<>();
    StartedGuest guest =
        starter.startCold(
            "endless",
            script.key(),
            (context, world, runner) -> {
              made.complete(context);
              return script.work().run(context, world, runner);
            });
    await().atMost(200, TimeUnit.SECONDS).until(() -> script.out().startsWith("on"));
    GuestContext context = made.get();
    context.close();
    // A Runner that waits in its loop for the next timer runs no guest code: it is woken.
    guest.runner().thread().interrupt();
    var ended =
        guest
            .runner()
            .status()
            .handle((status, failure) -> failure == null ? status : failure.getCause());
    assertThat(ended.get(200, TimeUnit.SECONDS))
        .isInstanceOfAny(PolyglotException.class, InterruptedException.class, Integer.class);
  }

  @Test
  void theRunnerIsPythonsMainThread() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            "import threading; print(type(threading.current_thread()).__name__)");
    assertThat(run(script)).as(script::err).isZero();
    assertThat(script.out()).isEqualTo("_MainThread\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PYTHON | while True: pass",
        "PYTHON | import time; time.sleep(1000.0)",
        "JS     | setInterval(() => 0, 1000)",
      })
  void theWallTimeLimitStopsTheScript(GuestLanguage language, String text) throws Exception {
    TestScript script = new TestScript(language, text);
    assertThat(script.runForAtMost(Duration.ofMillis(200))).isEqualTo(124);
    assertThat(script.err()).isEqualTo("jexpy: stopped after 200 ms (wall time limit)\n");
  }

  @Test
  void withinTheWallTimeLimitTheStatusIsTheScripts() throws Exception {
    TestScript script = new TestScript(GuestLanguage.JS, "throw new Error('no')");
    assertThat(script.runForAtMost(Duration.ofMinutes(5))).isEqualTo(1);
  }
}
