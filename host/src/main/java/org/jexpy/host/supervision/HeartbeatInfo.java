package org.jexpy.host.supervision;

import java.time.Duration;

/**
 * A thread that has to say again and again that it is alive.
 *
 * @param process the process
 * @param thread the thread's name
 * @param period how long it may be silent
 * @param silent how long it has been silent
 */
public record HeartbeatInfo(String process, String thread, Duration period, Duration silent) {
  /** Whether it has been silent for too long. */
  public boolean missed() {
    return silent.compareTo(period) > 0;
  }
}
