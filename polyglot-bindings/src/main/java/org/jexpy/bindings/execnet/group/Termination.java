package org.jexpy.bindings.execnet.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jspecify.annotations.Nullable;

/** Waits for workers that have been told to end, and ends those that do not. */
final class Termination {
  /** What a worker takes at most to end by itself, 15 s, and some more. */
  private static final Duration BY_THEMSELVES = Duration.ofSeconds(17);

  private final Duration limit;

  Termination(@Nullable Duration limit) {
    this.limit = limit == null ? BY_THEMSELVES : limit;
  }

  /** Comes back within three times the limit; an interrupt makes it less, and stays. */
  void end(List<Gateway> gateways) {
    List<Gateway> left = new ArrayList<>(gateways);
    boolean interrupted = !await(left, limit);
    left.forEach(gateway -> gateway.transport().kill());
    interrupted |= !await(left, interrupted ? Duration.ZERO : limit.multipliedBy(2));
    for (Gateway gateway : left) {
      // Nothing ends it. Its thread may stay until the system lets go of it.
      gateway.transport().closeRead();
      gateway.warn("the worker of %s was killed, and has not ended".formatted(gateway));
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Remove those that have ended; they all have the same time. False if interrupted. */
  private static boolean await(List<Gateway> gateways, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (Gateway gateway : List.copyOf(gateways)) {
        if (ended(gateway, deadline)) {
          gateways.remove(gateway);
        }
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** Whether there is nothing left to wait for. */
  static boolean ended(Gateway gateway) {
    try {
      return ended(gateway, System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static boolean ended(Gateway gateway, long deadline) throws InterruptedException {
    return gateway.join(left(deadline))
        && (!gateway.transport().hasProcess()
            || gateway.transport().await(left(deadline)).isPresent());
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }
}
