package org.jexpy.sandbox.js;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.GuestVisible;

/** The standard streams as {@code console} and {@code process} use them. */
public final class HostIo {
  private static final int OUT = 1;
  private static final int ERR = 2;

  private final GuestStreams streams;
  private final boolean colors;

  HostIo(GuestStreams streams, boolean colors) {
    this.streams = streams;
    this.colors = colors;
  }

  /**
   * Prints a line.
   *
   * @return an empty string, or why the stream did not take it
   */
  @GuestVisible
  public String print(int descriptor, String text) {
    return tryWrite(descriptor, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes text as it is.
   *
   * @return an empty string, or why it could not be written
   */
  @GuestVisible
  public String writeText(int descriptor, String text) {
    return tryWrite(descriptor, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a part of an {@code ArrayBuffer}. */
  @GuestVisible
  public String writeBytes(int descriptor, Value buffer, int offset, int length) {
    return tryWrite(descriptor, Buffers.copy(buffer, offset, length));
  }

  /** Whether output to this stream is to be coloured. */
  @GuestVisible
  public boolean hasColors(int descriptor) {
    return colors && isTerminal(descriptor);
  }

  /** Whether the stream is a terminal. */
  @GuestVisible
  public boolean isTerminal(int descriptor) {
    return switch (descriptor) {
      case 0 -> streams.terminalIn();
      case OUT -> streams.terminalOut();
      case ERR -> streams.terminalErr();
      default -> false;
    };
  }

  private String tryWrite(int descriptor, byte[] bytes) {
    try {
      write(descriptor, bytes);
      return "";
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private void write(int descriptor, byte[] bytes) throws IOException {
    OutputStream target = descriptor == OUT ? streams.out() : streams.err();
    target.write(bytes);
    target.flush();
  }
}
