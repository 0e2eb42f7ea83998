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
 */
public record GuestStreams(
    InputStream in, OutputStream out, OutputStream err, boolean terminalIn, boolean terminalOut) {

  /**
   * The streams of this JVM, without buffers of their own.
   *
   * @param terminalIn whether standard input is a terminal
   * @param terminalOut whether standard output is a terminal
   * @return the streams
   */
  public static GuestStreams ofJvm(boolean terminalIn, boolean terminalOut) {
    return new GuestStreams(
        new FileInputStream(FileDescriptor.in),
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        terminalIn,
        terminalOut);
  }
}
