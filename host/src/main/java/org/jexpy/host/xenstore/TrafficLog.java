package org.jexpy.host.xenstore;

import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * Writes what goes over connections to a file, a line each, in the order in which it went. Safe for
 * use by many threads.
 */
final class TrafficLog {
  private final PrintStream out;
  private final LongSupplier nanos;
  private final long begin;

  /**
   * A log that says nothing yet but what it is.
   *
   * @param out where to write
   * @param nanos the time, in nanoseconds since any moment
   */
  TrafficLog(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
    out.println(TrafficLine.TITLE);
    out.flush();
  }

  /** One side of a connection. */
  Side side(int connection, boolean request) {
    return new Side(connection, request);
  }

  /** Whether something could not be written. */
  boolean isBroken() {
    return out.checkError();
  }

  /** What one side of a connection says. For one thread. */
  final class Side {
    private final int connection;
    private final boolean request;
    private final FrameReader reader;

    /**
     * What has come of a packet that is not whole yet; there is no other way to it once it is cut.
     */
    private ByteBuffer begun = ByteBuffer.allocate(0);

    private boolean malformed;

    private Side(int connection, boolean request) {
      this.connection = connection;
      this.request = request;
      this.reader =
          new FrameReader(
              ByteOrder.nativeOrder(), request ? Packet.MAX_PAYLOAD : TrafficLine.MAX_ANSWER);
    }

    /**
     * Write down what was read.
     *
     * @param bytes the bytes; they stay as they are
     */
    void take(ByteBuffer bytes) {
      ByteBuffer all = ByteBuffer.allocate(begun.remaining() + bytes.remaining());
      all.put(begun).put(bytes.duplicate()).flip();
      synchronized (TrafficLog.this) {
        if (malformed) {
          raw(all);
        } else {
          reader.feed(bytes.duplicate());
          packets(all);
        }
        out.flush();
      }
      begun = all;
    }

    private void packets(ByteBuffer all) {
      try {
        for (@Nullable Packet packet = reader.next(); packet != null; packet = reader.next()) {
          line(new TrafficLine.Content.Whole(packet));
          all.position(all.position() + packet.size());
        }
      } catch (MalformedPacketException e) {
        // The server hangs up; until it does, this is all that can be said of what comes.
        malformed = true;
        raw(all);
      }
    }

    private void raw(ByteBuffer bytes) {
      if (bytes.hasRemaining()) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        line(new TrafficLine.Content.Raw(TrafficLine.Payload.of(copy)));
      }
    }

    /** Nothing more comes. */
    void close() {
      synchronized (TrafficLog.this) {
        raw(begun);
        line(new TrafficLine.Content.Closed());
        out.flush();
      }
    }

    private void line(TrafficLine.Content content) {
      long micros = TimeUnit.NANOSECONDS.toMicros(nanos.getAsLong() - begin);
      out.println(new TrafficLine(micros, connection, request, content));
    }
  }
}
