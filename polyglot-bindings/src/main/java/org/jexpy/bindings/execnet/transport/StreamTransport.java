package org.jexpy.bindings.execnet.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.FrameBody;
import org.jexpy.bindings.execnet.wire.FrameReader;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/** Carries frames over a pair of streams, on which the worker is started first (§6). */
public abstract class StreamTransport implements Transport {
  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private @Nullable FrameReader reader;

  /**
   * A transport.
   *
   * @param in from the other side
   * @param out to the other side
   */
  protected StreamTransport(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** The stream from the other side, for what comes before the first frame. */
  public InputStream in() {
    return in;
  }

  /**
   * Send bytes, from any thread: what different threads send does not mix.
   *
   * @param bytes a whole frame, or what comes before the first
   * @throws IOException if they cannot be sent
   */
  public void write(byte[] bytes) throws IOException {
    writing.lock();
    try {
      out.write(bytes);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public void send(Frame frame) throws IOException {
    write(frame.toBytes());
  }

  @Override
  public void send(MessageType type, int channel, int length, FrameBody body) throws IOException {
    writing.lock();
    try {
      out.write(Frame.header(type, channel, length));
      body.writeTo(out);
      out.flush();
    } finally {
      writing.unlock();
    }
  }

  @Override
  public Frame receive() throws IOException {
    if (reader == null) {
      reader = new FrameReader(in);
    }
    return reader.next();
  }
}
