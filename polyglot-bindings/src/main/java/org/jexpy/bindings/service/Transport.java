package org.jexpy.bindings.service;

/**
 * Carries frames between two endpoints, whole and in order, in both directions. What a frame holds
 * is no business of a transport.
 */
public interface Transport extends AutoCloseable {
  /** The side that frames arrive at. Called by one thread at a time; must not block. */
  interface Receiver {
    /**
     * A frame has arrived.
     *
     * @param frame its bytes, which belong to the receiver from now on
     */
    void onFrame(byte[] frame);

    /**
     * No frame will arrive any more. Called once.
     *
     * @param reason why, for error messages
     */
    void onClosed(String reason);
  }

  /**
   * Begin to deliver frames. Called once, before the first {@link #send}.
   *
   * @param receiver where they arrive
   */
  void start(Receiver receiver);

  /**
   * Send a frame. Callable by any thread.
   *
   * @param frame its bytes, not changed after the call
   * @throws TransportClosedException if the connection is closed
   */
  void send(byte[] frame);

  /** Close both directions. Does nothing if they are closed. */
  @Override
  void close();
}
