package org.jexpy.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** An output that takes everything and passes nothing on once its program is at its end. */
final class EndingOutput extends OutputStream {
  private final OutputStream target;
  private final BooleanSupplier ended;

  EndingOutput(OutputStream target, BooleanSupplier ended) {
    this.target = target;
    this.ended = ended;
  }

  @Override
  public void write(int value) throws IOException {
    if (!ended.getAsBoolean()) {
      target.write(value);
    }
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    if (!ended.getAsBoolean()) {
      target.write(source, offset, length);
    }
  }

  @Override
  public void flush() throws IOException {
    if (!ended.getAsBoolean()) {
      target.flush();
    }
  }
}
