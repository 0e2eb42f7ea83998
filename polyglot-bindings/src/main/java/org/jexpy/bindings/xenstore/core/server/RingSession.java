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
  private final int domain;
  private final Engine engine;
  private FrameReader reader = new FrameReader();
  private ByteBuffer sending = ByteBuffer.allocate(0);
  private @Nullable Session session;
  private boolean queued;

  /**
   * A ring that is not served yet.
   *
   * @param page the memory
   * @param kick tells the domain that it has changed
   * @param domain the domain
   * @param engine does what is asked for
   */
  RingSession(RingPage page, Runnable kick, int domain, Engine engine) {
    this.page = page;
    this.kick = kick;
    this.domain = domain;
    this.engine = engine;
  }

  void serve(Session mine) {
    session = mine;
  }

  boolean isServed() {
    return session != null;
  }

  /** Begin anew. */
  void reset() {
    page.reset();
    reader = new FrameReader();
    sending = ByteBuffer.allocate(0);
    Session mine = session;
    if (mine != null) {
      // What was for the domain before is not for it now.
      mine.outbox().clear();
    }
  }

  /**
   * The domain says that its ring has changed. One ring full of requests is a turn: a domain that
   * keeps filling it goes on behind the others.
   */
  void kicked() {
    flush();
    Session mine = session;
    // While answers wait for room, so do requests.
    if (mine == null || !mine.outbox().isEmpty() || sending.hasRemaining()) {
      return;
    }
    try {
      ByteBuffer arrived = ByteBuffer.allocate(RingPage.RING);
      int count = page.take(arrived);
      if (count < 0) {
        throw new MalformedPacketException(RingPage.NONSENSE);
      }
      if (count == 0) {
        return;
      }
      kick.run();
      reader.feed(arrived.flip());
      for (Packet packet = reader.next(); packet != null; packet = reader.next()) {
        engine.handle(mine, packet);
      }
    } catch (MalformedPacketException e) {
      broken(String.valueOf(e.getMessage()));
      return;
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a request failed", e);
      broken("a request failed");
      return;
    }
    flush();
    goOnLater();
  }

  private void goOnLater() {
    if (!queued) {
      queued = true;
      engine.later(
          () -> {
            queued = false;
            engine.kicked(domain);
          });
    }
  }

  private void broken(String why) {
    LOG.log(
        System.Logger.Level.WARNING,
        "the ring of domain {0} is not listened to any more: {1}",
        domain,
        why);
    close(why);
  }

  @Override
  public void flush() {
    boolean told = false;
    for (Session mine = session; mine != null; mine = session) {
      if (!sending.hasRemaining()) {
        @Nullable Packet next = mine.outbox().poll();
        if (next == null) {
          break;
        }
        sending = FrameWriter.encode(next);
      }
      int given = page.give(sending);
      if (given < 0) {
        broken(RingPage.NONSENSE);
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
    Session mine = session;
    session = null;
    if (mine != null) {
      engine.disconnected(mine);
    }
  }
}
