package org.jexpy.bindings.xenstore.core.server;

/** What carries a session: a socket or a ring. Called by the thread of the server only. */
interface Transport {
  /** Send what is in the outbox, as far as there is room; the rest when there is. */
  void flush();

  /**
   * Hang up.
   *
   * @param why for the log
   */
  void close(String why);
}
