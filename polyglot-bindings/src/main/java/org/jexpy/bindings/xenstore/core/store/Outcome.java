package org.jexpy.bindings.xenstore.core.store;

import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/** What an operation came to. A refusal is as ordinary as an answer, so it is no exception. */
public sealed interface Outcome {
  /** Done, with nothing to tell. */
  Outcome OK = new Done(Payload.of("OK"));

  /**
   * Done.
   *
   * @param payload the answer
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Done(byte[] payload) implements Outcome {}

  /**
   * Refused; nothing has changed.
   *
   * @param errno why
   */
  record Refused(Errno errno) implements Outcome {}

  /** Refused. */
  static Outcome refused(Errno errno) {
    return new Refused(errno);
  }
}
