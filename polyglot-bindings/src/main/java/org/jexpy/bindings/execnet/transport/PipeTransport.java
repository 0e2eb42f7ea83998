package org.jexpy.bindings.execnet.transport;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/** Carries the frames of a worker that is this program: over its own input and output. */
public final class PipeTransport extends StreamTransport {
  private final InputStream in;
  private final OutputStream out;

  /**
   * A transport.
   *
   * @param in from the controller; buffered, or its first line is read byte by byte
   * @param out to the controller
   */
  public PipeTransport(InputStream in, OutputStream out) {
    super(in, out);
    this.in = in;
    this.out = out;
  }

  @Override
  public void closeWrite() {
    Quietly.close(out);
  }

  @Override
  public void closeRead() {
    Quietly.close(in);
  }

  @Override
  public OptionalInt await(Duration limit) {
    return OptionalInt.empty();
  }

  @Override
  public boolean hasProcess() {
    return false;
  }

  @Override
  public void kill() {
    closeWrite();
    closeRead();
  }
}
