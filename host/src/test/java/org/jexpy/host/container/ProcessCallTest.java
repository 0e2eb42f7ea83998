package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jexpy.host.process.GuestErrorException;
import org.jexpy.host.process.ProcessCallException;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Typed calls of a Java program into its processes. */
@Timeout(180)
final class ProcessCallTest {
  @TempDir static Path folder;
  private static Container container;

  /** What a program may want to hand over and get. */
  public record Port(int number, Optional<String> name, List<Vlan> vlans, Duplex duplex) {}

  /** Part of a {@link Port}. */
  public record Vlan(String name, long tag) {}

  /** Part of a {@link Port}. */
  public enum Duplex {
    /** One way. */
    HALF,
    /** Both ways. */
    FULL
  }

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(
        folder.resolve("python.py"),
        """
        import sys, threading, time

        class Box:
            def __init__(self): self.content = []
            def put(self, item): self.content.append(item); return len(self.content)

        box = Box()
        def echo(value): return value
        def kind(value): return type(value).__name__
        def add(a, b): return a + b
        def fail(what): raise ValueError('not ' + what)
        def leave(): sys.exit(3)
        def a_set(): return [1, {2}]
        def odd_keys(): return {'a': {1: 2}}
        def circle():
            c = []
            c.append(c)
            return c
        def for_ever():
            while True: time.sleep(0.01)
        def doubled():
            x = [0]
            for _ in range(40): x = [x, x]
            return x
        async def later(value): return value
        def many(count): return list(range(count))
        """);
    Files.writeString(
        folder.resolve("javascript.mjs"),
        """
        export const echo = (value) => value;
        export const kind = (value) => value === null ? 'null' : value.constructor.name;
        export function add(a, b) { return a + b; }
        export function fail(what) { throw new RangeError('not ' + what); }
        export function a_set() { return [1, new Set([2])]; }
        export function odd_keys() { return { a: new Map([[1, 2]]) }; }
        export function circle() { const c = []; c.push(c); return c; }
        export function for_ever() { return new Promise(() => {}); }
        export const doubled = () => new Array(4294967295);
        class Buffer {}
        export const like_bytes = () => new Buffer();
        export const unreadable = () => ({ get x() { throw new Error('not now'); } });
        export const unreadable_later = async () => ({ get x() { throw new Error('not now'); } });
        export async function later(value) { await null; return value; }
        export const many = (count) => Array.from({ length: count }, (_, at) => at);
        export const box = { content: [], put(item) { this.content.push(item); return this.content.length; } };
        setInterval(() => {}, 1000);
        """);
    container = Container.builder().modules(folder).spares(0).start();
    container.create(ProcessSpec.python("python", "python").auto()).join();
    container.create(ProcessSpec.js("javascript", "javascript").auto()).join();
  }

  @AfterAll
  static void close() {
    container.close();
  }

  private static GuestProcess process(String name) {
    return container.process(name).join().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void plainDataGoesThereAndBack(String process) {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("z", 1L);
    map.put("__proto__", List.of());
    map.put("a", null);
    List<Object> values =
        new ArrayList<>(
            List.of(
                true,
                0L,
                -1L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                BigInteger.TWO.pow(200).negate(),
                1.5,
                Double.NaN,
                "",
                "Grüße, \uD83D\uDE00\0\u2028",
                bytes,
                List.of(List.of(), "x", List.of(1L, List.of(2L))),
                map));
    for (Object value : values) {
      assertThat(process(process).call("echo", List.of(value), Object.class)).isEqualTo(value);
    }
    assertThat(process(process).call("echo", Arrays.asList((Object) null), Object.class)).isNull();
  }

  @Test
  void guestsGetValuesOfTheirOwn() {
    assertThat(kinds("python"))
        .containsExactly("NoneType", "bool", "int", "int", "float", "str", "bytes", "list", "dict");
    assertThat(kinds("javascript"))
        .containsExactly(
            "null",
            "Boolean",
            "Number",
            "BigInt",
            "Number",
            "String",
            "Uint8Array",
            "Array",
            "Object");
  }

  private static List<String> kinds(String process) {
    List<Object> values =
        Arrays.asList(
            null, true, 7, Long.MAX_VALUE, 1.5f, 'c', new byte[1], List.of(), Map.of("k", 1));
    List<String> kinds = new ArrayList<>();
    for (Object value : values) {
      kinds.add(process(process).call("kind", Arrays.asList(value), String.class));
    }
    return kinds;
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void answersAreWhatTheCallerAsksFor(String name) {
    GuestProcess process = process(name);
    Port port =
        new Port(
            7, Optional.empty(), List.of(new Vlan("blue", 100), new Vlan("red", 200)), Duplex.FULL);
    assertThat(process.call("echo", List.of(port), Port.class)).isEqualTo(port);
    assertThat(process.call("echo", List.of(List.of(port, port)), Port[].class))
        .containsExactly(port, port);
    assertThat(process.call("add", List.of(1, 2), int.class)).isEqualTo(3);
    assertThat(process.call("add", List.of(1, 2), Double.class)).isEqualTo(3.0);
    assertThat(process.call("add", List.of(1, 2), BigInteger.class)).isEqualTo(3);
    assertThat(process.call("add", List.of("a", "b"), String.class)).isEqualTo("ab");
    assertThat(process.call("echo", List.of("HALF"), Duplex.class)).isEqualTo(Duplex.HALF);
    assertThat(process.call("echo", List.of(List.of(1, 2)), int[].class)).containsExactly(1, 2);
    assertThat(process.call("add", List.of(1, 2), Void.class)).isNull();
    assertThat(process.call("later", List.of("x"), String.class)).isEqualTo("x");
    int before = process.call("box.put", List.of("one"), int.class);
    assertThat(process.call("box.put", List.of("two"), int.class)).isEqualTo(before + 1);
    assertThat(process.call("many", List.of(10_000), int[].class)).hasSize(10_000).endsWith(9999);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void whatIsNoPlainDataIsRefusedWithItsPlace(String name) {
    GuestProcess process = process(name);
    assertThatThrownBy(() -> process.call("a_set", List.of(), Object.class))
        .isInstanceOf(ProcessCallException.class)
        .hasMessageContaining("process %s: what 'a_set' returned".formatted(name))
        .hasMessageContaining("it[1] is of type")
        .hasMessageContainingAll("et;", "plain are");
    assertThatThrownBy(() -> process.call("odd_keys", List.of(), Object.class))
        .hasMessageContaining("it.a has the key 1");
    assertThatThrownBy(() -> process.call("circle", List.of(), Object.class))
        .hasMessageContaining("contains itself");
    assertThatThrownBy(() -> process.call("doubled", List.of(), Object.class))
        .hasMessageContaining("it has more than 1000000 values; return it in parts");
    assertThatThrownBy(() -> process.call("echo", List.of(List.of(folder)), Object.class))
        .isInstanceOf(ProcessCallException.class)
        .hasMessageContaining("argument 1[0] is a ")
        .hasMessageContaining("Path");
    assertThatThrownBy(() -> process.call("echo", List.of(Map.of(1, 2)), Object.class))
        .hasMessageContaining("argument 1 has the key 1; keys have to be text");
    assertThatThrownBy(() -> process.call("echo", List.of("x"), int.class))
        .hasMessage(
            "process %s, function 'echo': it is the text 'x' where int was asked for"
                .formatted(name));
    assertThatThrownBy(() -> process.call("echo", List.of(1L << 40), int.class))
        .hasMessageContaining("it is the whole number 1099511627776 where int was asked for");
    assertThatThrownBy(() -> process.call("echo", List.of(Map.of("name", "a")), Vlan.class))
        .hasMessageContaining("it has no 'tag', which " + Vlan.class.getName() + " needs");
    assertThatThrownBy(() -> process.call("echo", Arrays.asList((Object) null), int.class))
        .hasMessageContaining("it is null where int was asked for");
  }

  @Test
  void anAnswerThatCannotBeReadIsRefusedAndItsProcessGoesOn() {
    GuestProcess process = process("javascript");
    for (String function : List.of("unreadable", "unreadable_later")) {
      assertThatThrownBy(() -> process.call(function, List.of(), Object.class))
          .isInstanceOf(ProcessCallException.class)
          .hasMessage(
              "process javascript: what '%s' returned is no plain data: it cannot be read: Error: not now"
                  .formatted(function));
    }
    assertThatThrownBy(() -> process.call("like_bytes", List.of(), Object.class))
        .hasMessageContaining("it is of type Buffer");
    assertThat(process.call("add", List.of(1, 1), int.class)).isEqualTo(2);
    assertThat(process.info().join().orElseThrow().restarts()).isZero();
  }

  @Test
  void globalsOfTheRuntimeAreNoFunctionsOfAScript() {
    assertThatThrownBy(() -> process("javascript").call("fetch", List.of("x"), Object.class))
        .hasMessageContaining("no function 'fetch'");
  }

  @Test
  void anErrorOfTheScriptComesWithItsTraceback() {
    GuestErrorException python =
        catchThrowableOfType(
            GuestErrorException.class,
            () -> process("python").call("fail", List.of("so"), Object.class));
    assertThat(python).hasMessage("process python, function 'fail': ValueError: not so");
    assertThat(python.error()).isEqualTo("ValueError: not so");
    assertThat(python.traceback())
        .startsWith("Traceback (most recent call last):\n  File \"/usr/local/cfg/python.py\"")
        .contains(", in fail\n    def fail(what): raise ValueError('not ' + what)")
        .endsWith("ValueError: not so\n");
    GuestErrorException js =
        catchThrowableOfType(
            GuestErrorException.class,
            () -> process("javascript").call("fail", List.of("so"), Object.class));
    assertThat(js).hasMessage("process javascript, function 'fail': RangeError: not so");
    assertThat(js.traceback())
        .startsWith("RangeError: not so\n    at Module.fail")
        .contains("javascript.mjs");
    assertThatThrownBy(() -> process("python").call("leave", List.of(), Object.class))
        .hasMessageContaining("SystemExit: 3");
    assertThatThrownBy(() -> process("python").call("add", List.of(1), Object.class))
        .hasMessageContaining("TypeError: add() missing 1 required positional argument: 'b'");
    // Both go on.
    assertThat(process("python").call("add", List.of(1, 1), int.class)).isEqualTo(2);
    assertThat(process("javascript").call("add", List.of(1, 1), int.class)).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void aFunctionThatIsNotThereIsRefusedWithThoseThatAre(String name) {
    assertThatThrownBy(() -> process(name).call("ecko", List.of(), Object.class))
        .isInstanceOf(ProcessCallException.class)
        .hasMessageStartingWith("process %s: no function 'ecko'; it has ".formatted(name))
        .hasMessageContainingAll("echo", "add", "fail");
    assertThatThrownBy(() -> process(name).call("box.content.nothing", List.of(), Object.class))
        .hasMessageContaining("no function 'box.content.nothing'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void whatIsNotAnsweredInTimeIsATimeout(String name) {
    assertThatThrownBy(
            () -> process(name).call("for_ever", List.of(), Void.class, Duration.ofMillis(50)))
        .isInstanceOf(CallTimeoutException.class)
        .hasMessageContaining("ProcessCallTest.java")
        .hasMessageContaining("calling %s.for_ever".formatted(name));
  }

  @Test
  void aFunctionThatTheTopLevelHasNotMadeYetIsWaitedFor() throws Exception {
    Files.writeString(
        folder.resolve("slow.py"), "import time\ntime.sleep(0.3)\ndef ready(): return 'at last'\n");
    GuestProcess slow = container.create(ProcessSpec.python("slow", "slow").auto()).join();
    assertThat(slow.call("ready", List.of(), String.class)).isEqualTo("at last");
    assertThatThrownBy(() -> slow.call("never", List.of(), String.class))
        .hasMessage("process slow: no function 'never'; it has ready");
    slow.delete().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void whatNobodyWaitsForAnyMoreIsNotCalled(String module) throws Exception {
    Files.writeString(
        folder.resolve("gated.py"),
        """
        import threading
        gate, paid = threading.Event(), []
        def go(): gate.set()
        gate.wait()
        def pay(): paid.append(1); return len(paid)
        """);
    Files.writeString(
        folder.resolve("gated.mjs"),
        """
        await new Promise((resolve) => { globalThis.go = () => resolve(); });
        let paid = 0;
        export const pay = () => ++paid;
        setInterval(() => {}, 1000);
        """);
    ProcessSpec spec =
        module.equals("python")
            ? ProcessSpec.python("gated", "gated")
            : ProcessSpec.js("gated", "gated");
    GuestProcess gated = container.create(spec.auto()).join();
    assertThatThrownBy(() -> gated.call("pay", List.of(), int.class, Duration.ofMillis(300)))
        .isInstanceOfAny(CallTimeoutException.class, ProcessCallException.class);
    CompletableFuture<Integer> given = gated.callAsync("pay", List.of(), int.class);
    assertThat(given.cancel(false)).isTrue();

    // It may not have come to define even that.
    await()
        .ignoreExceptions()
        .untilAsserted(() -> gated.call("go", List.of(), Void.class, Duration.ofSeconds(1)));

    assertThat(gated.call("pay", List.of(), int.class)).isEqualTo(1);
    gated.delete().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"python", "javascript"})
  void whoeverWaitsIsToldWhenTheProcessIsStopped(String module) throws Exception {
    ProcessSpec spec =
        module.equals("python")
            ? ProcessSpec.python("ends", module)
            : ProcessSpec.js("ends", module);
    GuestProcess process = container.create(spec.auto()).join();
    assertThat(process.call("add", List.of(1, 1), int.class)).isEqualTo(2);
    CompletableFuture<Object> waiting = process.callAsync("for_ever", List.of(), Object.class);
    CompletableFuture<Object> blocked =
        CompletableFuture.supplyAsync(
            () -> process.call("for_ever", List.of(), Object.class), Thread::startVirtualThread);
    process.terminate().join();
    for (CompletableFuture<Object> each : List.of(waiting, blocked)) {
      assertThatThrownBy(() -> each.get(60, TimeUnit.SECONDS))
          .cause()
          .isInstanceOfAny(ProcessCallException.class, ProcessException.class)
          .hasMessageContaining("rocess ends");
    }
    assertThatThrownBy(() -> process.call("add", List.of(1, 1), int.class))
        .isInstanceOf(ProcessException.class)
        .hasMessage("Process ends does not run.  'start process ends' starts it.");
    process.delete().join();
    assertThatThrownBy(() -> process.call("add", List.of(1, 1), int.class))
        .isInstanceOf(ProcessException.class)
        .hasMessageContaining("Process ends does not exist");
  }

  @Test
  void theMainLoopMustNotWait() throws Exception {
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    GuestProcess python = process("python");
    var _ =
        python
            .info()
            .thenRun(
                () -> {
                  try {
                    python.call("add", List.of(1, 1), int.class);
                  } catch (Throwable e) {
                    refused.complete(e);
                  }
                });
    assertThat(python.callAsync("add", List.of(1, 1), int.class).join()).isEqualTo(2);
    if (refused.isDone()) {
      assertThat(refused.join()).hasMessageContaining("use callAsync() there");
    }
  }

  @Test
  void anAnswerOfAnotherTypeFailsTheFuture() {
    assertThatThrownBy(() -> process("python").callAsync("add", List.of(1, 1), String.class).join())
        .isInstanceOf(CompletionException.class)
        .cause()
        .hasMessageContaining("it is the whole number 2 where java.lang.String was asked for");
  }
}
