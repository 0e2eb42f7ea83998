package org.jexpy.sandbox.context;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.thread.Runner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guests stand still when they are told to, and go on afterwards. */
@Timeout(240)
class PauseTest {
  private static final Duration LONG = Duration.ofHours(1);

  private final CompletableFuture<GuestContext> made = new CompletableFuture<>();

  private Runner start(TestScript script) {
    return SharedGuests.starter()
        .startCold(
            "pause-test",
            script.key(),
            (context, world, self) -> {
              made.complete(context);
              return script.work().run(context, world, self);
            })
        .runner();
  }

  private static boolean pauses(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(Pause.class.getName()));
  }

  private static void endsWith(Runner runner, int status) throws Exception {
    Assertions.assertThat(runner.status().get(200, TimeUnit.SECONDS)).isEqualTo(status);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "PYTHON | import sys; print('busy', flush=True); exec('while True: pass')",
        "JS     | console.log('busy'); for (;;);",
      })
  void aBusyGuestPausesAndGoesOn(GuestLanguage language, String text) throws Exception {
    TestScript script = new TestScript(language, text);
    Runner runner = start(script);
    await().atMost(Duration.ofSeconds(60)).until(() -> script.out().contains("busy"));

    for (int round = 0; round < 2; round++) {
      Pause pause = new Pause(LONG);
      made.join().pause(List.of(runner.thread()), pause);
      await().atMost(Duration.ofSeconds(60)).until(() -> pauses(runner.thread()));
      pause.end();
      await().atMost(Duration.ofSeconds(60)).until(() -> !pauses(runner.thread()));
    }
    made.join().pause(List.of(runner.thread()), new Pause(Duration.ZERO));
    made.join().close();
    await().atMost(Duration.ofSeconds(60)).until(() -> runner.status().isDone());
  }

  @Test
  void anotherGuestIsNotPausedAndOneThatRunsNoCodeNeither() throws Exception {
    TestScript script =
        new TestScript(GuestLanguage.JS, "setTimeout(() => process.exit(7), 200); 'waits'");
    Runner runner = start(script);
    GuestContext context = made.get(60, TimeUnit.SECONDS);
    Thread other = Thread.currentThread();

    context.pause(List.of(other), new Pause(LONG));

    endsWith(runner, 7);
    context.pause(List.of(runner.thread()), new Pause(LONG));
  }
}
