package org.jexpy.bindings.xenstore.core.wire;

import java.util.Arrays;

/**
 * A request, a reply or an event.
 *
 * @param type what it is about, as it is in the header: a number that no {@link Operation} has is
 *     for the server to refuse
 * @param requestId what ties a reply to its request; 0 of an event
 * @param transactionId the transaction; 0 outside of any
 * @param payload what stands behind the header; whoever has the packet must not change it
 */
@SuppressWarnings(
    "ArrayRecordComponent") // compared by content below; copying would be all it costs
public record Packet(int type, int requestId, int transactionId, byte[] payload) {
  /** How many bytes a header has: {@value}. */
  public static final int HEADER = 16;

  /** How many bytes a payload has at most, in both directions: {@value}. */
  public static final int MAX_PAYLOAD = 4096;

  private static final byte[] OK = Payload.of("OK");

  /**
   * A request.
   *
   * @param operation what is asked for
   * @param requestId what its reply will carry
   * @param transactionId the transaction; 0 outside of any
   * @param payload the arguments
   */
  public static Packet request(
      Operation operation, int requestId, int transactionId, byte[] payload) {
    return new Packet(operation.number(), requestId, transactionId, payload);
  }

  /**
   * A watch has fired.
   *
   * @param path what was changed, as the watch names it
   * @param token what the client gave with the watch
   */
  public static Packet event(String path, String token) {
    return new Packet(Operation.WATCH_EVENT.number(), 0, 0, Payload.of(path, token));
  }

  /** The reply to this request. */
  public Packet reply(byte[] answer) {
    return new Packet(type, requestId, transactionId, answer);
  }

  /** The reply to this request which says that it is done. */
  public Packet ok() {
    return reply(OK);
  }

  /** The reply to this request which says why it was refused. */
  public Packet error(Errno errno) {
    return new Packet(Operation.ERROR.number(), requestId, transactionId, errno.payload());
  }

  /** How many bytes it is on the wire. */
  public int size() {
    return HEADER + payload.length;
  }

  /** Whether it is about that. */
  public boolean is(Operation operation) {
    return type == operation.number();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Packet that
        && type == that.type
        && requestId == that.requestId
        && transactionId == that.transactionId
        && Arrays.equals(payload, that.payload);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * (31 * type + requestId) + transactionId) + Arrays.hashCode(payload);
  }

  @Override
  public String toString() {
    Operation operation = Operation.of(type);
    return "%s id=%s tx=%s '%s'"
        .formatted(
            operation == null ? "type " + Integer.toUnsignedString(type) : operation,
            Integer.toUnsignedString(requestId),
            Integer.toUnsignedString(transactionId),
            Payload.text(payload, 0, Math.min(payload.length, 80)).replace('\0', '|'));
  }
}
