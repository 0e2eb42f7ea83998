package org.jexpy.bindings.xenstore.core.client;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A way to a XenStore: bytes to and fro, without ever blocking except in {@link #await}.
 *
 * <p>One thread reads at a time, and one writes. At the same time one may wait. A thread that waits
 * can be interrupted without harm to the link.
 */
public interface Link extends Closeable {
  /** There is something to read, or the end. */
  int IN = 1;

  /** There is room to write. */
  int OUT = 4;

  /** How a wait ended. */
  enum Ready {
    /** One of the events is there, or the link was closed, or somebody called {@link #wake}. */
    READY,
    /** The time is over. */
    TIMEOUT,
    /** The thread was interrupted; its flag is taken back. */
    INTERRUPTED
  }

  /**
   * Read what is there.
   *
   * @param into where to put it; it has room
   * @return how many bytes; 0 if there is nothing yet, -1 at the end
   * @throws IOException if it is broken or closed
   */
  int read(ByteBuffer into) throws IOException;

  /**
   * Write what there is room for.
   *
   * @param from the bytes; its position moves
   * @return how many bytes; 0 if there is no room now
   * @throws IOException if it is broken or closed
   */
  int write(ByteBuffer from) throws IOException;

  /**
   * Wait.
   *
   * @param events {@link #IN}, {@link #OUT} or both
   * @param nanos how long at most; negative for no limit
   * @return how the wait ended
   * @throws IOException if it is broken or closed
   */
  Ready await(int events, long nanos) throws IOException;

  /** End the wait of another thread: the one under way, or else the next. */
  void wake();

  /** What it leads to, for messages: the path of the socket. */
  String name();

  /** Close it; who waits is woken. Closing twice does nothing. */
  @Override
  void close();
}
