package org.jexpy.sandbox.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * What a stream's guest has looked at ({@code MSG_PEEK}) and not read yet. NIO cannot look without
 * taking, so it is taken and kept here for the next read.
 */
final class PeekedBytes {
  private volatile @Nullable ByteBuffer waiting;

  /** Whether nothing is kept. */
  boolean isEmpty() {
    return waiting == null;
  }

  /**
   * Copy what comes next, and keep it.
   *
   * @param from where to get more than is kept
   * @param into what to fill
   * @return how many bytes; -1 if there is nothing yet, or the stream is at its end
   * @throws IOException if reading fails
   */
  synchronized int look(ReadableByteChannel from, ByteBuffer into) throws IOException {
    ByteBuffer kept = waiting;
    if (kept == null || kept.remaining() < into.remaining()) {
      ByteBuffer more = ByteBuffer.allocate(into.remaining());
      if (kept != null) {
        more.put(kept.duplicate());
      }
      from.read(more);
      more.flip();
      if (!more.hasRemaining()) {
        return -1;
      }
      kept = more;
      waiting = more;
    }
    return copy(kept, into);
  }

  /**
   * Take what is kept.
   *
   * @param into what to fill
   * @return how many bytes; -1 if nothing is kept
   */
  int take(ByteBuffer into) {
    if (waiting == null) {
      return -1; // the usual case, without a lock
    }
    synchronized (this) {
      ByteBuffer kept = waiting;
      if (kept == null) {
        return -1; // another thread was quicker
      }
      int size = copy(kept, into);
      kept.position(kept.position() + size);
      if (!kept.hasRemaining()) {
        waiting = null;
      }
      return size;
    }
  }

  private static int copy(ByteBuffer kept, ByteBuffer into) {
    ByteBuffer part = kept.duplicate();
    part.limit(part.position() + Math.min(part.remaining(), into.remaining()));
    int size = part.remaining();
    into.put(part);
    return size;
  }
}
