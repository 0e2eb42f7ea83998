package org.jexpy.bindings.execnet.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Takes frames from a stream. Small ones come many to a read; it is for one thread at a time. */
public final class FrameReader {
  /** How long a payload may be: 1 GiB. */
  public static final int MAX_PAYLOAD = 1 << 30;

  /** Memory for a payload is asked for in steps, as the bytes come: a header alone gets none. */
  private static final int STEP = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;

  /**
   * A reader.
   *
   * @param in where frames come from; it is read ahead, so nobody else can read it any more
   */
  public FrameReader(InputStream in) {
    this.in = in;
  }

  /**
   * The next frame; waits for it.
   *
   * @return the frame
   * @throws EOFException if the stream ends before it, or within it; the text is execnet's
   * @throws MalformedFrameException if the type or the length is none
   * @throws IOException if the stream cannot be read
   */
  public Frame next() throws IOException {
    int header = fill(Frame.HEADER);
    if (header < Frame.HEADER) {
      throw new EOFException(
          "couldn't load message header, expected %d bytes, got %d"
              .formatted(Frame.HEADER, header));
    }
    byte code = buffer[from];
    int channel = integer(from + 1);
    int length = integer(from + 5);
    from += Frame.HEADER;
    MessageType type = MessageType.of(code);
    if (type == null) {
      throw new MalformedFrameException(
          "a message of type %d (allowed: 0 to %d); the other side does not speak execnet"
              .formatted(code, MessageType.values().length - 1));
    }
    if (length < 0 || length > MAX_PAYLOAD) {
      throw new MalformedFrameException(
          "a message of %d bytes (allowed: 0 to %d)".formatted(length, MAX_PAYLOAD));
    }
    return length == 0 ? Frame.of(type, channel) : new Frame(type, channel, payload(length));
  }

  private byte[] payload(int length) throws IOException {
    byte[] payload = new byte[Math.min(length, STEP)];
    int got = Math.min(length, to - from);
    System.arraycopy(buffer, from, payload, 0, got);
    from += got;
    while (got < length) {
      boolean last = length - got < buffer.length;
      if (got == payload.length || last) {
        payload = Arrays.copyOf(payload, last ? length : (int) Math.min(length, 2L * got));
      }
      // The rest of a small one comes with what follows it.
      if (last) {
        int here = Math.min(length - got, fill(length - got));
        System.arraycopy(buffer, from, payload, got, here);
        from += here;
        got += here;
        break;
      }
      int more = in.read(payload, got, payload.length - got);
      if (more < 0) {
        break;
      }
      got += more;
    }
    if (got < length) {
      throw new EOFException("expected %d bytes, got %d".formatted(length, got));
    }
    return payload;
  }

  /** Have so many bytes in the buffer; returns how many there are, fewer only at the end. */
  private int fill(int wanted) throws IOException {
    if (from == to || buffer.length - from < wanted) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    while (to - from < wanted) {
      int more = in.read(buffer, to, buffer.length - to);
      if (more < 0) {
        break;
      }
      to += more;
    }
    return to - from;
  }

  private int integer(int at) {
    return buffer[at] << 24
        | (buffer[at + 1] & 0xff) << 16
        | (buffer[at + 2] & 0xff) << 8
        | (buffer[at + 3] & 0xff);
  }
}
