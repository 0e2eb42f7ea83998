package org.jexpy.sandbox;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The standard streams of a guest.
 *
 * @param in standard input
 * @param out standard output; should not buffer, the guest languages do
 * @param err standard error
 * @param terminalIn whether {@code in} is a terminal
 * @param terminalOut whether {@code out} is a terminal
 * @param terminalErr whether {@code err} is a terminal
 * @param closed the descriptors (0 to 2) that were closed when the program was started; they are at
 *     {@code /dev/null} now, and Python shows {@code None} for them as CPython does
 */
public record GuestStreams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean terminalIn,
    boolean terminalOut,
    boolean terminalErr,
    Set<Integer> closed) {

  /**
   * The property by which the launcher's shell script says what the streams are: {@code i}, {@code
   * o}, {@code e} for terminals, {@code I}, {@code O}, {@code E} for what was closed.
   */
  public static final String TERMINALS_PROPERTY = "jexpy.tty";

  /** What a guest without standard input reads. */
  private static final InputStream NOTHING = InputStream.nullInputStream();

  /**
   * Streams of which only standard error leads anywhere. What the guest starts inherits no others
   * either.
   *
   * @param err standard error
   * @param terminalErr whether that is a terminal
   * @return the streams
   */
  public static GuestStreams errorOnly(OutputStream err, boolean terminalErr) {
    return new GuestStreams(
        NOTHING, OutputStream.nullOutputStream(), err, false, false, terminalErr, Set.of());
  }

  /** Whether only standard error leads anywhere. */
  @SuppressWarnings("ReferenceEquality") // that one and no other
  public boolean isErrorOnly() {
    return in == NOTHING;
  }

  /**
   * Streams of which standard error is a terminal if standard output is.
   *
   * @param in standard input
   * @param out standard output
   * @param err standard error
   * @param terminalIn whether {@code in} is a terminal
   * @param terminalOut whether {@code out} and {@code err} are
   */
  public GuestStreams(
      InputStream in, OutputStream out, OutputStream err, boolean terminalIn, boolean terminalOut) {
    this(in, out, err, terminalIn, terminalOut, terminalOut, Set.of());
  }

  /**
   * The streams of this JVM, without buffers of their own.
   *
   * @param terminalIn whether standard input is a terminal
   * @param terminalOut whether standard output is a terminal
   * @return the streams
   */
  public static GuestStreams ofJvm(boolean terminalIn, boolean terminalOut) {
    return ofJvm((terminalIn ? "i" : "") + (terminalOut ? "oe" : ""));
  }

  /**
   * The streams of this JVM, without buffers of their own.
   *
   * @param letters what they are, as in {@value #TERMINALS_PROPERTY}. Java cannot ask for one
   *     stream cheaply; the launcher's shell script can
   * @return the streams
   */
  public static GuestStreams ofJvm(String letters) {
    return new GuestStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        letters.contains("i"),
        letters.contains("o"),
        letters.contains("e"),
        Stream.of(0, 1, 2)
            .filter(descriptor -> letters.indexOf("IOE".charAt(descriptor)) >= 0)
            .collect(Collectors.toUnmodifiableSet()));
  }

  /**
   * These streams, of which the outputs lead nowhere from some moment on.
   *
   * @param ended tells whether that moment has come
   * @return the streams
   */
  public GuestStreams until(BooleanSupplier ended) {
    return new GuestStreams(
        in,
        new EndingOutput(out, ended),
        new EndingOutput(err, ended),
        terminalIn,
        terminalOut,
        terminalErr,
        closed);
  }

  /** Whether any of the streams is a terminal. */
  public boolean anyTerminal() {
    return terminalIn || terminalOut || terminalErr;
  }

  /** Close the outputs: a last line without its end is then complete. */
  public void closeOutput() {
    for (OutputStream each : List.of(out, err)) {
      try {
        each.close();
      } catch (IOException e) {
        // Whoever keeps what was printed says so; the guest is gone.
      }
    }
  }
}
