package org.jexpy.sandbox.net;

/**
 * A set of sockets with the events that somebody waits for: what {@code select}, {@code poll} and
 * {@code epoll} stand on.
 *
 * <p>Level-triggered: an event is reported by each wait for as long as it lasts. A closed socket
 * leaves the set by itself. Membership may change from any thread, also during a wait.
 */
public interface PollSet extends AutoCloseable {

  /**
   * Add a socket, or change its events.
   *
   * @param descriptor what the set calls the socket in its answers
   * @param socket the socket
   * @param events a mask of {@link Readiness#IN} and {@link Readiness#OUT}; 0 keeps the socket as a
   *     silent member
   */
  void put(int descriptor, GuestSocket socket, int events) throws GuestSocketException;

  /**
   * Remove a socket.
   *
   * @param descriptor what {@link #put} was given
   * @return whether it was a member
   */
  boolean remove(int descriptor);

  /**
   * Whether a socket is a member.
   *
   * @param descriptor what {@link #put} was given
   */
  boolean contains(int descriptor);

  /**
   * Wait until at least one member is ready.
   *
   * @param nanos how long at most; 0 only looks, negative has no limit
   * @param sink gets each ready member
   * @return how the wait ended
   */
  GuestSocket.Wait await(long nanos, Sink sink) throws GuestSocketException;

  /** Forget all members and end all waits. */
  @Override
  void close();

  /** Gets the ready members of a set. */
  @FunctionalInterface
  interface Sink {
    /**
     * One member is ready.
     *
     * @param descriptor which
     * @param events for what: a mask of {@link Readiness} bits
     */
    void ready(int descriptor, int events);
  }
}
