package org.jexpy.bindings.execnet.wire;

/**
 * One message. Nobody changes the payload once it is in a frame.
 *
 * @param type what it says
 * @param channel the number of the channel it is about; 0 for the gateway itself
 * @param payload an item as the serializer writes it without a version, or nothing, by type
 */
@SuppressWarnings("ArrayRecordComponent")
public record Frame(MessageType type, int channel, byte[] payload) {
  /** How long a frame without payload is. */
  public static final int HEADER = 9;

  private static final byte[] NOTHING = {};

  /**
   * A frame without payload.
   *
   * @param type what it says
   * @param channel the number of the channel it is about
   */
  public static Frame of(MessageType type, int channel) {
    return new Frame(type, channel, NOTHING);
  }

  /** The frame as it is on the wire. */
  public byte[] toBytes() {
    byte[] bytes = new byte[HEADER + payload.length];
    putHeader(bytes, type, channel, payload.length);
    System.arraycopy(payload, 0, bytes, HEADER, payload.length);
    return bytes;
  }

  /**
   * What a frame begins with.
   *
   * @param type what it says
   * @param channel the number of the channel it is about
   * @param length how long its payload is
   */
  public static byte[] header(MessageType type, int channel, int length) {
    byte[] bytes = new byte[HEADER];
    putHeader(bytes, type, channel, length);
    return bytes;
  }

  private static void putHeader(byte[] bytes, MessageType type, int channel, int length) {
    bytes[0] = type.code();
    put(bytes, 1, channel);
    put(bytes, 5, length);
  }

  private static void put(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  @Override
  public String toString() {
    return "<Message %s channel=%d lendata=%d>".formatted(type, channel, payload.length);
  }
}
