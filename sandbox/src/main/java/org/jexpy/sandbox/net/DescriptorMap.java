package org.jexpy.sandbox.net;

import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Descriptor numbers of guest sockets: the lowest free one is given out, as the system does. They
 * begin far above the numbers that the guest's own files have, so the two never meet.
 */
final class DescriptorMap {

  /** The first number given out. */
  static final int FIRST = 10_000;

  /** How many there are: beyond, a number would no longer fit in one character of a text. */
  private static final int LIMIT = 45_000;

  private final BitSet used = new BitSet();

  /** Replaced when it grows; readers take no lock. */
  private volatile @Nullable AbstractGuestSocket[] sockets = new @Nullable AbstractGuestSocket[16];

  synchronized int add(AbstractGuestSocket socket) throws GuestSocketException {
    int index = used.nextClearBit(0);
    if (index >= LIMIT) {
      throw new GuestSocketException(Errno.EMFILE);
    }
    used.set(index);
    @Nullable AbstractGuestSocket[] next =
        index < sockets.length ? sockets : Arrays.copyOf(sockets, index * 2);
    next[index] = socket;
    sockets = next; // also publishes the element
    socket.descriptors().add(FIRST + index);
    return FIRST + index;
  }

  @Nullable AbstractGuestSocket find(int descriptor) {
    @Nullable AbstractGuestSocket[] all = sockets;
    int index = descriptor - FIRST;
    return index >= 0 && index < all.length ? all[index] : null;
  }

  /** Take a number away; true if it was the socket's last one. */
  synchronized boolean remove(int descriptor, AbstractGuestSocket socket) {
    if (socket.equals(find(descriptor))) {
      free(descriptor - FIRST);
    }
    socket.descriptors().remove(Integer.valueOf(descriptor));
    return socket.descriptors().isEmpty();
  }

  synchronized void removeAll(AbstractGuestSocket socket) {
    for (int descriptor : socket.descriptors()) {
      free(descriptor - FIRST);
    }
    socket.descriptors().clear();
  }

  private void free(int index) {
    used.clear(index);
    @Nullable AbstractGuestSocket[] all = sockets;
    all[index] = null;
    sockets = all;
  }
}
