package org.jexpy.bindings.execnet.serial;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An item that is bytes, made while it is sent, so that a large one is nowhere whole. */
public final class BytesItem {
  /** What the item has besides the bytes. */
  private static final int AROUND = 1 + Integer.BYTES + 1;

  /** How many bytes one item can be. */
  public static final int LONGEST = Integer.MAX_VALUE - 8 - AROUND;

  private static final int PIECE = 1 << 16;

  private BytesItem() {}

  /**
   * How long the item is.
   *
   * @param length how many bytes, at most {@link #LONGEST}
   */
  public static int size(int length) {
    return length + AROUND;
  }

  /**
   * Write an item.
   *
   * @param out where to
   * @param length how many bytes
   * @param from the bytes; where it ends before, or fails, zeros are written
   * @return what it has failed with; null if it gave all
   * @throws IOException if they cannot be written
   */
  public static @Nullable IOException write(OutputStream out, int length, InputStream from)
      throws IOException {
    byte[] piece = new byte[Math.max(AROUND, Math.min(PIECE, length))];
    out.write(ByteBuffer.wrap(piece).put(Opcode.BYTES).putInt(length).array(), 0, AROUND - 1);
    @Nullable IOException failure = null;
    for (int left = length; left > 0; ) {
      int most = Math.min(left, piece.length);
      int got = 0;
      try {
        got = failure == null ? from.readNBytes(piece, 0, most) : 0;
        if (failure == null && got < most) {
          failure = new IOException("it has become shorter while it was sent");
        }
      } catch (IOException e) {
        failure = e;
      }
      Arrays.fill(piece, got, most, (byte) 0);
      out.write(piece, 0, most);
      left -= most;
    }
    out.write(Opcode.STOP);
    return failure;
  }
}
