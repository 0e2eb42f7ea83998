package org.jexpy.bindings.xenstore.core.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Makes bytes of packets, header and payload always together. */
public final class FrameWriter {
  private FrameWriter() {}

  /**
   * Append a packet.
   *
   * @param out where to, in the order of its numbers' bytes; it has room for {@link Packet#size()}
   * @param packet the packet
   * @throws IllegalArgumentException if its payload is too large for the protocol
   */
  public static void put(ByteBuffer out, Packet packet) {
    byte[] payload = packet.payload();
    if (payload.length > Packet.MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload of %d bytes (expected at most %d): %s"
              .formatted(payload.length, Packet.MAX_PAYLOAD, packet));
    }
    out.putInt(packet.type())
        .putInt(packet.requestId())
        .putInt(packet.transactionId())
        .putInt(payload.length)
        .put(payload);
  }

  /**
   * A packet as the peers on this machine read it.
   *
   * @param packet the packet
   * @return its bytes, to be read
   * @throws IllegalArgumentException if its payload is too large for the protocol
   */
  public static ByteBuffer encode(Packet packet) {
    ByteBuffer out = ByteBuffer.allocate(packet.size()).order(ByteOrder.nativeOrder());
    put(out, packet);
    return out.flip();
  }
}
