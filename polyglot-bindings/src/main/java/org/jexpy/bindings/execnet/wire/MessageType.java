package org.jexpy.bindings.execnet.wire;

import org.jspecify.annotations.Nullable;

/** What a frame says. */
public enum MessageType {
  /** Asks a worker how it is; answered by data and a close for the same number. */
  STATUS(0),
  /** How the receiver is to read strings from now on: of a channel, or (0) of new channels. */
  RECONFIGURE(1),
  /** The end of the gateway. */
  GATEWAY_TERMINATE(2),
  /** Has a worker run source, with a channel of this number. */
  CHANNEL_EXEC(3),
  /** An item of a channel. */
  CHANNEL_DATA(4),
  /** A channel is closed, in both directions. */
  CHANNEL_CLOSE(5),
  /** The same, with the text of an error. */
  CHANNEL_CLOSE_ERROR(6),
  /** The sender has dropped a channel, and will send no more; it still listens. */
  CHANNEL_LAST_MESSAGE(7);

  private static final MessageType[] ALL = values();

  private final byte code;

  MessageType(int code) {
    this.code = (byte) code;
  }

  /** Its number on the wire. */
  public byte code() {
    return code;
  }

  /**
   * The type of a number, null if there is none.
   *
   * @param code the number
   */
  public static @Nullable MessageType of(byte code) {
    return code >= 0 && code < ALL.length ? ALL[code] : null;
  }
}
