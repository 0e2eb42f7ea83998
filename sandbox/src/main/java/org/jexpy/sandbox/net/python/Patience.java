package org.jexpy.sandbox.net.python;

import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;

/** Waits of the calling thread, and what is left of them after an interruption. */
final class Patience {

  private final ThreadLocal<Long> remaining = ThreadLocal.withInitial(() -> 0L);

  /** When a wait that begins now ends; without meaning if it has no limit. */
  static long deadline(long nanos) {
    return nanos <= 0 ? 0 : System.nanoTime() + nanos;
  }

  /** What is left of a wait: negative for no limit. */
  static long left(long nanos, long deadline) {
    return nanos <= 0 ? nanos : Math.max(0, deadline - System.nanoTime());
  }

  long remaining() {
    return remaining.get();
  }

  /** Translate the end of a wait: 0 to try again, else what the facade gets. */
  int code(GuestSocket.Wait wait, long nanos, long deadline) {
    return switch (wait) {
      case READY -> 0;
      case TIMEOUT -> Result.TIMEOUT;
      case INTERRUPTED -> {
        remaining.set(left(nanos, deadline));
        yield Result.INTERRUPTED;
      }
    };
  }

  int await(GuestSocket socket, int events, long nanos, long deadline) throws GuestSocketException {
    if (nanos == 0) {
      return -Errno.EAGAIN.number();
    }
    return code(socket.await(events, left(nanos, deadline)), nanos, deadline);
  }
}
