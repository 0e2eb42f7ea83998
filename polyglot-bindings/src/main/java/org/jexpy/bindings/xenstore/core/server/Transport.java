package org.jexpy.bindings.xenstore.core.server;

/** What carries a session: a socket or a ring. Called by the thread of the server only. */
interface Transport {
  /** Send what may be sent of the outbox, as far as there is room; the rest when there is. */
  void flush();

  /** Send what may be sent now, and take more requests if there were too many answers for that. */
  void goOn();

  /**
   * Hang up.
   *
   * @param why for the log
   */
  void close(String why);
}
