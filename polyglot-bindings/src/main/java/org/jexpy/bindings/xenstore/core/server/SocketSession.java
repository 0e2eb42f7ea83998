package org.jexpy.bindings.xenstore.core.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteOrder;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A client behind a socket. While it does not read what it asked for, it is not listened to; what
 * it sent already waits in the midst of a buffer. So its end is not seen either before everything
 * is sent, and one that closes only its own direction gets all of its answers.
 */
final class SocketSession extends ChannelInboundHandlerAdapter implements Transport {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  /** How many requests are done before others have their turn. */
  private static final int TURN = 64;

  /** How much goes into one buffer. */
  private static final int BUFFER = 1 << 16;

  private final Engine engine;
  private final Channel channel;
  private final FrameReader reader = new FrameReader();
  private @Nullable Session session;

  /** Whether everything that was read is done. */
  private boolean served = true;

  /** Whether there is a task that goes on. */
  private boolean queued;

  /** Whether something is written that the system did not take yet. */
  private boolean sending;

  SocketSession(Engine engine, Channel channel) {
    this.engine = engine;
    this.channel = channel;
  }

  /** Begin, unless the domain was not introduced. */
  boolean begin(int domain) {
    session = engine.connect(domain, this);
    return session != null;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    ByteBuf part = (ByteBuf) message;
    try {
      reader.feed(part.nioBuffer());
    } finally {
      part.release();
    }
    served = false;
    if (!queued) {
      serve();
    }
  }

  private void serve() {
    Session mine = session;
    if (mine == null) {
      return;
    }
    try {
      for (int done = 0; !served && done < TURN && hasRoom(mine); done++) {
        @Nullable Packet packet = reader.next();
        if (packet == null) {
          served = true;
        } else {
          engine.handle(mine, packet);
        }
      }
    } catch (MalformedPacketException e) {
      engine.flush();
      close(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      close("a request failed");
      return;
    }
    engine.flush();
    proceed(mine);
  }

  /**
   * What is to come next: requests that are here already, behind those of others; or if there are
   * none and all answers are sent, what the client says. To be called whenever something was sent,
   * as nobody else may notice: the disk, which answers wait for, can be ready at any moment.
   */
  private void proceed(Session mine) {
    if (!served && hasRoom(mine)) {
      goOnLater();
    }
    boolean listen = served && !sending && mine.outbox().isEmpty();
    if (channel.config().isAutoRead() != listen) {
      channel.config().setAutoRead(listen);
    }
  }

  private void goOnLater() {
    if (!queued) {
      queued = true;
      channel.eventLoop().execute(this::goOn);
    }
  }

  @Override
  public void goOn() {
    queued = false;
    send();
    serve();
  }

  private boolean hasRoom(Session mine) {
    return !sending && mine.outbox().bytes() < BUFFER;
  }

  @Override
  public void flush() {
    send();
    Session mine = session;
    if (mine != null) {
      proceed(mine);
    }
  }

  private void send() {
    Session mine = session;
    while (mine != null && !sending && mine.outbox().isReady()) {
      ChannelFuture written = channel.writeAndFlush(gather(mine.outbox()));
      if (!written.isDone()) {
        sending = true;
        written.addListener(
            done -> {
              sending = false;
              goOnLater();
            });
      }
    }
  }

  /** What waits, as far as one buffer goes. */
  private ByteBuf gather(Outbox outbox) {
    int size = Math.min(outbox.bytes(), BUFFER + Packet.HEADER + Packet.MAX_PAYLOAD);
    ByteBuf out = channel.alloc().buffer(size);
    while (out.readableBytes() < BUFFER) {
      @Nullable Packet packet = outbox.poll();
      if (packet == null) {
        break;
      }
      int length = packet.size();
      out.ensureWritable(length);
      FrameWriter.put(
          out.internalNioBuffer(out.writerIndex(), length).order(ByteOrder.nativeOrder()), packet);
      out.writerIndex(out.writerIndex() + length);
    }
    return out;
  }

  @Override
  public void close(String why) {
    LOG.log(System.Logger.Level.DEBUG, "a connection is closed: {0}", why);
    gone();
    var _ = channel.close();
  }

  private void gone() {
    Session mine = session;
    session = null;
    if (mine != null) {
      engine.disconnected(mine);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    gone();
    engine.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    close("it failed: " + cause.getMessage());
  }
}
