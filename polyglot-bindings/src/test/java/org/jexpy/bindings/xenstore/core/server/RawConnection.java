package org.jexpy.bindings.xenstore.core.server;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;

/** A client that speaks packets, over a socket or whatever else. Sets events aside. */
class RawConnection implements Closeable {
  private final FrameReader reader = new FrameReader();
  private final List<Packet> events = new ArrayList<>();
  private final Bytes bytes;
  private int lastId;

  /** What carries it. */
  interface Bytes extends Closeable {
    void send(ByteBuffer from) throws IOException;

    /** Wait for bytes; -1 at the end. */
    int receive(ByteBuffer to) throws IOException;
  }

  RawConnection(Bytes bytes) {
    this.bytes = bytes;
  }

  static RawConnection to(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    return new RawConnection(
        new Bytes() {
          @Override
          public void send(ByteBuffer from) throws IOException {
            while (from.hasRemaining()) {
              channel.write(from);
            }
          }

          @Override
          public int receive(ByteBuffer to) throws IOException {
            return channel.read(to);
          }

          @Override
          public void close() throws IOException {
            channel.close();
          }
        });
  }

  void send(ByteBuffer from) throws IOException {
    bytes.send(from);
  }

  void send(Packet packet) throws IOException {
    bytes.send(FrameWriter.encode(packet));
  }

  /** The next packet, whatever it is. */
  Packet receive() throws IOException {
    ByteBuffer arrived = ByteBuffer.allocate(8192);
    while (true) {
      Packet packet = reader.next();
      if (packet != null) {
        return packet;
      }
      if (bytes.receive(arrived.clear()) < 0) {
        throw new EOFException();
      }
      reader.feed(arrived.flip());
    }
  }

  /** The next packet that is no event. */
  Packet reply() throws IOException {
    while (true) {
      Packet packet = receive();
      if (!packet.is(Operation.WATCH_EVENT)) {
        return packet;
      }
      events.add(packet);
    }
  }

  /** Ask, and wait for the answer. */
  Packet ask(int type, int transaction, byte[] payload) throws IOException {
    send(new Packet(type, ++lastId, transaction, payload));
    Packet reply = reply();
    if (reply.requestId() != lastId) {
      throw new IOException("answer to request " + lastId + " expected, not " + reply);
    }
    return reply;
  }

  Packet ask(Operation operation, byte[] payload) throws IOException {
    return ask(operation.number(), 0, payload);
  }

  /** All events of what the server has done until now. */
  List<Packet> events() throws IOException {
    // An answer comes after all that was to be sent before it.
    ask(Operation.GET_DOMAIN_PATH, new byte[] {'0', 0});
    List<Packet> all = List.copyOf(events);
    events.clear();
    return all;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
