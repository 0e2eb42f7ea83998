package org.jexpy.sandbox;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * The standard streams of a guest.
 *
 * @param in standard input
 * @param out standard output; should not buffer, the guest languages do
 * @param err standard error
 * @param terminalIn whether {@code in} is a terminal
 * @param terminalOut whether {@code out} is a terminal
 * @param terminalErr whether {@code err} is a terminal
 */
public record GuestStreams(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean terminalIn,
    boolean terminalOut,
    boolean terminalErr) {

  /** The property by which the launcher's shell script says which streams are terminals. */
  public static final String TERMINALS_PROPERTY = "jexpy.tty";

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
    this(in, out, err, terminalIn, terminalOut, terminalOut);
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
   * @param terminals a letter for each stream that is a terminal: {@code i}, {@code o}, {@code e}.
   *     Java cannot ask for one stream cheaply; the launcher's shell script can, and says so in
   *     {@value #TERMINALS_PROPERTY}
   * @return the streams
   */
  public static GuestStreams ofJvm(String terminals) {
    return new GuestStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminals.contains("i"),
        terminals.contains("o"),
        terminals.contains("e"));
  }

  /** Whether any of the streams is a terminal. */
  public boolean anyTerminal() {
    return terminalIn || terminalOut || terminalErr;
  }
}
