package org.jexpy.sandbox.net;

/**
 * Waits for one socket again and again, which costs less each time than {@link GuestSocket#await}.
 * It has two descriptors of the system until it is closed, or the process ends.
 */
public interface SocketPoll extends AutoCloseable {
  /**
   * Block the calling thread until the socket is ready, closed, or the time is over; one thread at
   * a time.
   *
   * @param events a mask of {@link Readiness#IN} and {@link Readiness#OUT}
   * @param nanos how long at most; negative for no limit
   * @return how the wait ended; {@link GuestSocket.Wait#READY} also after {@link #wake}
   */
  GuestSocket.Wait await(int events, long nanos) throws GuestSocketException;

  /** End the wait of another thread: the one under way, or else the next. */
  void wake();

  /** End it: who waits, or will, gets {@link Errno#EBADF}. Closing twice does nothing. */
  @Override
  void close();
}
