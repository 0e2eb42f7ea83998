package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls of real processes to real processes that wait for each other: what is refused, what
 * succeeds, what ends by its deadline (design §4).
 */
@Timeout(240)
final class DeadlockTest {
  private static final Map<String, Container> CONTAINERS = new ConcurrentHashMap<>();

  @TempDir static Path folder;

  /** What a Java program gives its scripts, so that they reach each other. */
  public static final class Switchboard {
    private Switchboard() {}

    /** Call a process of a container. */
    public static Object call(String container, String process, String path) {
      return process(container, process).call("route", List.of(container, path), String.class);
    }

    /** The same, with half a second's time. */
    public static Object callBriefly(String container, String process, String function) {
      return process(container, process)
          .call(function, List.of(container), String.class, Duration.ofMillis(500));
    }
  }

  /**
   * Each process passes a path on to the next one that it names: {@code b c} calls b, which calls
   * c.
   */
  private static final String ROUTER =
      """
      import sys, threading
      import java
      from concurrent.futures import ThreadPoolExecutor

      switchboard = java.type('org.jexpy.host.container.DeadlockTest$Switchboard')
      lock = threading.Lock()

      def route(container, path):
          if not path:
              return sys.argv[1] if len(sys.argv) > 1 else 'end'
          first, _, rest = path.partition(' ')
          return f"{sys.argv[1]} > {switchboard.call(container, first, rest)}"

      def by_executor(container):
          with ThreadPoolExecutor(2) as pool:
              return ', '.join(pool.map(lambda name: switchboard.call(container, name, ''), ['b', 'c']))

      def holding(container):
          with lock:
              return switchboard.callBriefly(container, sys.argv[1], 'wanting')

      def wanting(container):
          with lock:
              return 'never'

      def command(container):
          from exos.api import exec_cli
          return exec_cli(['show process ' + sys.argv[1]])

      if len(sys.argv) > 2:
          print(route('pool of 1', sys.argv[2]), flush=True)
      """;

  private static final String JS_ROUTER =
      """
      import { execCli } from 'jexpy:exos';
      const Switchboard = Java.type('org.jexpy.host.container.DeadlockTest$Switchboard');
      export const route = (container, path) => path === '' ? 'js' : Switchboard.call(container, path, '');
      export const command = async (container) => String(await execCli(['show process js']));
      setInterval(() => {}, 1000);
      """;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(folder.resolve("router.py"), ROUTER);
    Files.writeString(folder.resolve("router.mjs"), JS_ROUTER);
    PermissionSet permissions =
        PermissionSet.none()
            .allow(Permission.HOST, List.of(Switchboard.class.getName()))
            .allow(Permission.READ)
            .allow(Permission.THREADS);
    for (int workers : List.of(1, 4)) {
      Container container =
          Container.builder()
              .modules(folder)
              .permissions(permissions)
              .callbackWorkers(workers)
              .spares(0)
              .start();
      CONTAINERS.put("pool of " + workers, container);
      for (String name : List.of("a", "b", "c")) {
        container.create(ProcessSpec.python(name, "router").auto().withArguments(name)).join();
      }
      container.create(ProcessSpec.js("js", "router").auto()).join();
    }
  }

  @AfterAll
  static void close() {
    CONTAINERS.values().forEach(Container::close);
    CONTAINERS.clear();
  }

  private static Container container(String name) {
    return Objects.requireNonNull(CONTAINERS.get(name), name);
  }

  private static GuestProcess process(String container, String name) {
    return container(container).process(name).join().orElseThrow();
  }

  private static String route(int workers, String first, String path) {
    String container = "pool of " + workers;
    return process(container, first).call("route", List.of(container, path), String.class);
  }

  @Test
  void oneAfterTheOtherSucceeds() {
    assertThat(route(1, "a", "b c")).isEqualTo("a > b > c");
    assertThat(route(4, "a", "b c js")).isEqualTo("a > b > c > js");
  }

  @Test
  void aPoolOfOneThatCallsItselfIsRefused() {
    assertThatThrownBy(() -> route(1, "a", "a"))
        .hasMessageContaining("could never end")
        .hasMessageContaining("a/pool at ")
        .hasMessageContaining("calling a.route");
    assertThat(route(1, "a", "")).isEqualTo("a");
  }

  @Test
  void aPoolOfFourThatCallsItselfSucceedsAsLongAsAWorkerIsFree() {
    assertThat(route(4, "a", "a a a")).isEqualTo("a > a > a > a");
    assertThatThrownBy(() -> route(4, "a", "a a a a")).hasMessageContaining("could never end");
    assertThat(route(4, "a", "a")).isEqualTo("a > a");
  }

  @Test
  void twoThatCallEachOtherAreRefusedWithoutAFreeWorker() {
    assertThatThrownBy(() -> route(1, "a", "b a"))
        .hasMessageContaining("could never end")
        .hasMessageContaining("calling b.route")
        .hasMessageContaining("calling a.route");
    assertThat(route(4, "a", "b a")).isEqualTo("a > b > a");
  }

  @Test
  void threeInARingAreRefusedWithoutAFreeWorker() {
    assertThatThrownBy(() -> route(1, "a", "b c a"))
        .hasMessageContaining("calling b.route")
        .hasMessageContaining("calling c.route")
        .hasMessageContaining("calling a.route");
    assertThat(route(4, "a", "b c a b")).isEqualTo("a > b > c > a > b");
  }

  @Test
  void aRunnerMayWaitForItsOwnPoolAndForOthers() {
    Container at = container("pool of 1");
    // While its top level runs: it calls itself, and then others.
    ProcessSpec spec = ProcessSpec.python("top", "router").withArguments("top", "top b c").auto();
    GuestProcess top = at.create(spec).join();
    await()
        .untilAsserted(
            () ->
                assertThat(at.exec("show log process top").join().output())
                    .contains("top > top > b > c"));
    top.delete().join();
  }

  @Test
  void whatATopLevelCallsCannotWaitForWhatThatIsStillToDefine() throws Exception {
    Files.writeString(
        folder.resolve("early.py"),
        """
        import java
        switchboard = java.type('org.jexpy.host.container.DeadlockTest$Switchboard')
        try:
            switchboard.call('pool of 4', 'a', 'early')
        except BaseException as error:
            met = str(error)

        def route(container, path):
            return met
        """);
    GuestProcess early =
        container("pool of 4").create(ProcessSpec.python("early", "early").auto()).join();

    assertThat(early.call("route", List.of("", ""), String.class))
        .contains("could never end")
        .contains("calling early.route");
    early.delete().join();
  }

  @Test
  void aJavaScriptRunnerMustNotWait() {
    assertThatThrownBy(() -> route(4, "js", "a"))
        .hasMessageContaining("JavaScript runner of process 'js'");
    assertThat(route(4, "a", "js")).isEqualTo("a > js");
    assertThat(process("pool of 4", "js").call("command", List.of("pool of 4"), String.class))
        .contains("js ");
  }

  @Test
  void threadsOfTheGuestsOwnMayWait() {
    assertThat(process("pool of 1", "a").call("by_executor", List.of("pool of 1"), String.class))
        .isEqualTo("b, c");
  }

  @Test
  void locksOfTheGuestEndByTheDeadlineWithARecordOfBothStacks() {
    Container container = container("pool of 4");
    assertThatThrownBy(
            () -> process("pool of 4", "c").call("holding", List.of("pool of 4"), String.class))
        .hasMessageContaining("500 ms");
    assertThat(container.exec("show log").join().output())
        .contains("Warn:EPM.watchdog")
        .contains("calling c.wanting");
    assertThat(route(4, "c", "")).isEqualTo("c");
  }

  @Test
  void aCommandMayBeWaitedForInThePool() {
    assertThat(process("pool of 1", "b").call("command", List.of("pool of 1"), String.class))
        .contains("\nb ");
  }
}
