package org.jexpy.bindings.xenstore.core.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of bytes, however they are cut. Holds what has come and was not taken yet, so that
 * a server may stop in the midst of a buffer. For one thread at a time.
 */
public final class FrameReader {
  private static final int LENGTH = 12;

  private final int maxPayload;
  private ByteBuffer held;
  private boolean broken;

  /**
   * A reader that has nothing yet.
   *
   * @param order the order of the bytes of the header's numbers: that of the machine, on sockets as
   *     on rings
   * @param maxPayload how many bytes a payload may have; {@link Packet#MAX_PAYLOAD} by the protocol
   */
  public FrameReader(ByteOrder order, int maxPayload) {
    this.maxPayload = maxPayload;
    this.held = ByteBuffer.allocate(512).order(order).flip();
  }

  /** A reader of what the peers on this machine send. */
  public FrameReader() {
    this(ByteOrder.nativeOrder(), Packet.MAX_PAYLOAD);
  }

  /**
   * Take all that is there.
   *
   * @param arrived the bytes; none remains
   */
  public void feed(ByteBuffer arrived) {
    makeRoom(arrived.remaining());
    int from = held.position();
    held.position(held.limit()).limit(held.limit() + arrived.remaining());
    held.put(arrived);
    held.position(from);
  }

  private void makeRoom(int more) {
    if (held.capacity() - held.limit() >= more) {
      return;
    }
    int needed = Math.addExact(held.remaining(), more);
    // Half of it unused is enough reason to go on with the same array.
    if (needed <= held.capacity() / 2) {
      held.compact().flip();
      return;
    }
    ByteBuffer larger = ByteBuffer.allocate(Math.max(needed, 2 * held.capacity()));
    held = larger.order(held.order()).put(held).flip();
  }

  /**
   * Take the next packet.
   *
   * @return the packet; null if there is no whole one yet
   * @throws MalformedPacketException if its length is too large; decided by the header alone, and
   *     from then on always
   */
  public @Nullable Packet next() throws MalformedPacketException {
    if (held.remaining() < Packet.HEADER) {
      return null;
    }
    int from = held.position();
    int length = held.getInt(from + LENGTH);
    if (broken || Integer.compareUnsigned(length, maxPayload) > 0) {
      broken = true;
      throw new MalformedPacketException(
          "payload of %s bytes (expected 0 to %d)"
              .formatted(Integer.toUnsignedString(length), maxPayload));
    }
    if (held.remaining() < Packet.HEADER + length) {
      return null;
    }
    int type = held.getInt();
    int requestId = held.getInt();
    int transactionId = held.getInt();
    held.getInt();
    byte[] payload = length == 0 ? Payload.empty() : new byte[length];
    held.get(payload);
    return new Packet(type, requestId, transactionId, payload);
  }

  /** How many bytes have come and are not taken: at the end of a stream, what was cut off. */
  public int pending() {
    return held.remaining();
  }
}
