package org.jexpy.bindings.xenstore.core.server;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The page of memory through which a domain talks with the server: two rings of 1024 bytes, and how
 * far each side is. The other side writes to it at any time.
 */
public final class RingPage {
  /** How large it is. */
  public static final int SIZE = 4096;

  /** How large each of the two rings is. */
  static final int RING = 1024;

  /** Why a ring is given up. */
  static final String NONSENSE = "its indices make no sense";

  private static final int RESPONSES = RING;
  private static final int REQUESTS_TAKEN = 2048;
  private static final int REQUESTS_PUT = 2052;
  private static final int RESPONSES_TAKEN = 2056;
  private static final int RESPONSES_PUT = 2060;
  private static final int FEATURES = 2064;
  private static final VarHandle INDEX =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

  private final ByteBuffer page;

  /**
   * A page.
   *
   * @param page its memory, {@value #SIZE} bytes, outside of the heap
   */
  public RingPage(ByteBuffer page) {
    if (page.capacity() != SIZE || !page.isDirect()) {
      throw new IllegalArgumentException(
          "ring page: %s (expected %d bytes outside of the heap)".formatted(page, SIZE));
    }
    this.page = page;
  }

  /** Begin anew. */
  void reset() {
    for (int index = REQUESTS_TAKEN; index <= FEATURES; index += Integer.BYTES) {
      INDEX.setRelease(page, index, 0);
    }
  }

  /**
   * Take what the domain has sent.
   *
   * @param to where to
   * @return how many bytes; -1 if the indices make no sense
   */
  int take(ByteBuffer to) {
    int taken = (int) INDEX.getAcquire(page, REQUESTS_TAKEN);
    int there = (int) INDEX.getAcquire(page, REQUESTS_PUT) - taken;
    if (there < 0 || there > RING) {
      return -1;
    }
    int count = Math.min(there, to.remaining());
    for (int i = 0; i < count; i++) {
      to.put(page.get((taken + i) & (RING - 1)));
    }
    INDEX.setRelease(page, REQUESTS_TAKEN, taken + count);
    return count;
  }

  /**
   * Give the domain what fits.
   *
   * @param from what it is to get
   * @return how many bytes; -1 if the indices make no sense
   */
  int give(ByteBuffer from) {
    int put = (int) INDEX.getAcquire(page, RESPONSES_PUT);
    int waiting = put - (int) INDEX.getAcquire(page, RESPONSES_TAKEN);
    if (waiting < 0 || waiting > RING) {
      return -1;
    }
    int count = Math.min(RING - waiting, from.remaining());
    for (int i = 0; i < count; i++) {
      page.put(RESPONSES + ((put + i) & (RING - 1)), from.get());
    }
    INDEX.setRelease(page, RESPONSES_PUT, put + count);
    return count;
  }
}
