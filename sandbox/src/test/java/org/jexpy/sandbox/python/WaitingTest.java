package org.jexpy.sandbox.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.SharedGuests;
import org.jexpy.sandbox.context.StartedGuest;
import org.jexpy.sandbox.context.TestScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a script waits in, its end comes through; and sleeping is as in CPython. */
@Timeout(300)
class WaitingTest {
  private static final String BEFORE =
      """
      import os, queue, sys, threading, time
      def leave():
          time.sleep(0.1)
          os._exit(6)
      def locked(lock):
          thread = threading.Thread(target=lock.acquire)
          thread.start()
          thread.join()
          return lock
      print('on', flush=True)
      """;

  private static StartedGuest start(TestScript script, CompletableFuture<GuestContext> made) {
    return SharedGuests.starter()
        .startCold(
            "waiting",
            script.key(),
            (context, world, runner) -> {
              made.complete(context);
              return script.work().run(context, world, runner);
            });
  }

  private static int run(TestScript script) throws Exception {
    return start(script, new CompletableFuture<>()).runner().status().get(200, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "time.sleep(1000)",
        "time.sleep(1000.0)",
        "time.sleep((2**63 - 1) // 10**9)",
        "threading.Event().wait(1000)",
        "locked(threading.Lock()).acquire(timeout=1000)",
        "locked(threading.RLock()).acquire()",
        "threading.Thread(target=time.sleep, args=(1000.0,)).start(); sys.exit()",
        "queue.Queue().get(timeout=1000)",
        "queue.SimpleQueue().get()",
        "queue.SimpleQueue().get(timeout=1000)",
      })
  void anotherThreadsImmediateExitEndsIt(String wait) throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            BEFORE + "threading.Thread(target=leave).start()\n" + wait + "\nprint('went on')\n");
    assertThat(run(script)).as(script::err).isEqualTo(6);
    assertThat(script.out()).isEqualTo("on\n");
  }

  @Test
  void anImmediateExitDoesNotWaitForAMainThreadThatNothingReaches() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            BEFORE + "threading.Thread(target=leave).start()\nos.read(os.pipe()[0], 1)\n");
    assertThat(script.run()).as(script::err).isEqualTo(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"time.sleep(1000)", "time.sleep(1000.0)", "queue.SimpleQueue().get()", "pass"})
  void closingTheContextEndsIt(String wait) throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            BEFORE + "threading.Thread(target=time.sleep, args=(1000.0,)).start()\n" + wait);
    CompletableFuture<GuestContext> made = new CompletableFuture<>();
    StartedGuest guest = start(script, made);
    await().atMost(200, TimeUnit.SECONDS).until(() -> script.out().startsWith("on"));
    made.get().close();
    guest.runner().thread().interrupt();
    assertThat(guest.runner().status().handle((status, failure) -> true).get(200, TimeUnit.SECONDS))
        .isTrue();
  }

  @Test
  void sleepTakesWhatCpythonTakes() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import time
            class Index:
                def __index__(self): return 0
            class Sleeper:
                sleep = time.sleep
            for call in ('-1', '-1e-12', '-0.0', 'None', "float('nan')", "float('inf')", '1 << 70', '9223372037', '1e30',
                         'Index()', 'True and 0', '1e-30', '', '1, 2', 'seconds=1'):
                try:
                    print(call, eval(f'time.sleep({call})'), sep=': ')
                except Exception as error:
                    print(call, type(error).__name__, error, sep=': ')
            Sleeper().sleep(0)
            print(time.sleep.__name__, time.sleep.__module__)
            """);
    assertThat(run(script)).as(script::err).isZero();
    // Recorded from CPython 3.11.
    assertThat(script.out())
        .isEqualTo(
            """
            -1: ValueError: sleep length must be non-negative
            -1e-12: ValueError: sleep length must be non-negative
            -0.0: None
            None: TypeError: 'NoneType' object cannot be interpreted as an integer
            float('nan'): ValueError: Invalid value NaN (not a number)
            float('inf'): OverflowError: timestamp out of range for platform time_t
            1 << 70: OverflowError: timestamp too large to convert to C _PyTime_t
            9223372037: OverflowError: timestamp too large to convert to C _PyTime_t
            1e30: OverflowError: timestamp out of range for platform time_t
            Index(): None
            True and 0: None
            1e-30: None
            : TypeError: time.sleep() takes exactly one argument (0 given)
            1, 2: TypeError: time.sleep() takes exactly one argument (2 given)
            seconds=1: TypeError: time.sleep() takes no keyword arguments
            sleep time
            """);
  }

  @Test
  void sleepIsNeverShorterThanAskedAndIsNoProcessTime() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import time
            for seconds in (0, 0.001, 0.0205, 1):
                wall, process = time.monotonic(), time.process_time_ns() / 1e9
                time.sleep(seconds)
                process = time.process_time() - process
                wall = time.monotonic() - wall
                print(wall >= seconds, process >= 0, process <= wall - seconds + 1e-6)
            """);
    assertThat(run(script)).as(script::err).isZero();
    assertThat(script.out()).isEqualTo("True True True\n".repeat(4));
  }

  @Test
  void aSimpleQueueIsCpythons() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import queue, threading, time
            q = queue.SimpleQueue()
            threading.Thread(target=lambda: (time.sleep(0.2), q.put('late'))).start()
            q.put('early')
            print(q.get(), q.get(timeout=100), type(q).__name__, type(q).__module__, q.empty(), q.qsize())
            for call in ('q.get(False)', 'q.get_nowait()', 'q.get(timeout=0.15)', 'q.get(True, 0)', 'q.get(timeout=-1)'):
                try:
                    eval(call)
                except (queue.Empty, ValueError) as error:
                    print(type(error).__name__, error)
            """);
    assertThat(run(script)).as(script::err).isZero();
    assertThat(script.out())
        .isEqualTo(
            """
            early late SimpleQueue _queue True 0
            Empty\s
            Empty\s
            Empty\s
            Empty\s
            ValueError 'timeout' must be a non-negative number
            """);
  }
}
