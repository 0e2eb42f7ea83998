package org.jexpy.bindings.xenstore.core.server;

import java.nio.ByteBuffer;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/**
 * A domain's ring. A domain that breaks the rules is not listened to until it is introduced anew.
 */
final class RingSession implements Transport {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final RingPage page;
  private final Runnable kick;
  private final PacketHandler handler;
  private FrameReader reader = new FrameReader();
  private ByteBuffer sending = ByteBuffer.allocate(0);
  private @Nullable Session session;
  private boolean broken;

  RingSession(RingPage page, Runnable kick, PacketHandler handler) {
    this.page = page;
    this.kick = kick;
    this.handler = handler;
  }

  void serve(Session mine) {
    session = mine;
  }

  boolean isServed() {
    Session mine = session;
    return mine != null && mine.isOpen();
  }

  /** Begin anew. */
  void reset() {
    page.reset();
    reader = new FrameReader();
    sending = ByteBuffer.allocate(0);
    broken = false;
    Session mine = session;
    if (mine != null) {
      // What was for the domain before is not for it now.
      mine.outbox().clear();
    }
  }

  /** The domain says that its ring has changed. */
  void kicked() {
    Session mine = session;
    if (mine == null || broken) {
      return;
    }
    flush();
    ByteBuffer arrived = ByteBuffer.allocate(1024);
    try {
      // While answers wait for room, so do requests.
      while (mine.outbox().isEmpty() && !sending.hasRemaining()) {
        int count = page.take(arrived);
        if (count < 0) {
          throw new MalformedPacketException("its indices make no sense");
        }
        if (count == 0) {
          return;
        }
        kick.run();
        reader.feed(arrived.flip());
        arrived.clear();
        for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
          handler.handle(mine, packet);
        }
        flush();
      }
    } catch (MalformedPacketException e) {
      broken(e.getMessage());
    }
  }

  private void broken(@Nullable String why) {
    broken = true;
    LOG.log(System.Logger.Level.WARNING, "a ring is not listened to any more: {0}", why);
  }

  @Override
  public void flush() {
    Session mine = session;
    boolean told = false;
    while (mine != null && !broken) {
      if (!sending.hasRemaining()) {
        @Nullable Packet next = mine.outbox().poll();
        if (next == null) {
          break;
        }
        sending = FrameWriter.encode(next);
      }
      int given = page.give(sending);
      if (given < 0) {
        broken("its indices make no sense");
      }
      told |= given > 0;
      if (sending.hasRemaining()) {
        break;
      }
    }
    if (told) {
      kick.run();
    }
  }

  @Override
  public void goOn() {
    kicked();
  }

  @Override
  public void close(String why) {
    session = null;
  }
}
