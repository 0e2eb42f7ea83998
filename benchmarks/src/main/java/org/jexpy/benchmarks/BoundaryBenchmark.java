package org.jexpy.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.Value;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one crossing between Java and a guest costs, in each direction: a bare call, a string,
 * bytes. Bytes enter a guest as a Latin-1 string and leave it through the buffer interface (design
 * §6).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"})
public class BoundaryBenchmark {
  private static final int CALLS = 1000;

  private static final String PYTHON =
      """
      def from_latin1(text): return len(text.encode('latin-1'))
      def calls(host, n):
          for _ in range(n): host.nothing()
      def strings(host, n, text):
          for _ in range(n): host.take(text)
      class Guest:
          nothing = staticmethod(lambda: None)
          take = staticmethod(lambda text: len(text))
          take_bytes = staticmethod(from_latin1)
          calls = staticmethod(calls)
          strings = staticmethod(strings)
          data = staticmethod(lambda n: b'x' * n)
      Guest
      """;

  private static final String JS =
      """
      ({
        nothing: () => null,
        take: (text) => text.length,
        take_bytes: (text) => Uint8Array.from(text, (c) => c.charCodeAt(0)).length,
        calls: (host, n) => { for (let i = 0; i < n; i++) host.nothing(); },
        strings: (host, n, text) => { for (let i = 0; i < n; i++) host.take(text); },
        data: (n) => new ArrayBuffer(n),
      })
      """;

  /** The guest language. */
  @Param({"python", "js"})
  public String language = "python";

  /** Characters, or bytes. */
  @Param({"16", "65536"})
  public int size = 16;

  private final Host host = new Host();
  private Context context = Context.create();
  private Value guest = context.asValue(0);
  private Value data = guest;
  private Value guestText = guest;
  private String text = "";
  private byte[] bytes = new byte[0];

  /** The Java side. */
  public static final class Host {
    private int taken;

    /**
     * Do next to nothing.
     *
     * @return how often
     */
    @HostAccess.Export
    public int nothing() {
      return ++taken;
    }

    /**
     * Take a string.
     *
     * @param text the string
     * @return characters so far
     */
    @HostAccess.Export
    public int take(String text) {
      taken += text.length();
      return taken;
    }
  }

  /** Make the guest's functions and the data. */
  @Setup(Level.Trial)
  public void open() {
    context.close();
    context = Context.newBuilder(language).allowHostAccess(HostAccess.EXPLICIT).build();
    guest = context.eval(language, language.equals("python") ? PYTHON : JS);
    text = "x".repeat(size);
    bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    data = guest.invokeMember("data", size);
    guestText = context.eval(language, "'" + text + "'");
  }

  /** End the guest. */
  @TearDown(Level.Trial)
  public void close() {
    context.close();
  }

  /**
   * Call a guest function from Java.
   *
   * @return its result
   */
  @Benchmark
  public Value callGuest() {
    return guest.invokeMember("nothing");
  }

  /** Call a Java method from the guest. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void callHost() {
    guest.invokeMember("calls", host, CALLS);
  }

  /**
   * Give the guest a string.
   *
   * @return its length, as the guest sees it
   */
  @Benchmark
  public int stringToGuest() {
    return guest.invokeMember("take", text).asInt();
  }

  /** Give Java a string. */
  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void stringToHost() {
    guest.invokeMember("strings", host, CALLS, guestText);
  }

  /**
   * Give the guest bytes.
   *
   * @return their number, as the guest sees it
   */
  @Benchmark
  public int bytesToGuest() {
    String latin1 = new String(bytes, StandardCharsets.ISO_8859_1);
    return guest.invokeMember("take_bytes", latin1).asInt();
  }

  /**
   * Give Java bytes.
   *
   * @return the bytes
   */
  @Benchmark
  public byte[] bytesToHost() {
    byte[] copy = new byte[size];
    data.readBuffer(0, copy, 0, size);
    return copy;
  }
}
