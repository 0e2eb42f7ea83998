package org.jexpy.host.supervision;

import java.util.List;
import org.jexpy.host.process.GroupLimits;

/**
 * What is known of a process group at one moment.
 *
 * @param limits what it may use
 * @param cpuPercent how much of all cores it used last
 * @param peakCpuPercent the most that was measured since the statistics were cleared
 * @param allocatedPerSecond how many bytes a second its processes allocated last
 * @param heapUsed the heap in use after the last collection, of the whole JVM
 * @param heapMax how large the heap may become
 * @param warnings how often a limit was passed
 * @param throttlings how often a process was slowed down
 * @param members its processes that run, by name
 */
public record GroupReport(
    GroupLimits limits,
    double cpuPercent,
    double peakCpuPercent,
    double allocatedPerSecond,
    long heapUsed,
    long heapMax,
    int warnings,
    int throttlings,
    List<Member> members) {
  /** Copies. */
  public GroupReport {
    members = List.copyOf(members);
  }

  /**
   * A process of the group.
   *
   * @param name its name
   * @param cpuPercent how much of all cores it used last
   * @param allocatedPerSecond how many bytes a second it allocated last; 0 of a child program, of
   *     which that is not known
   * @param throttled whether it is slowed down
   */
  public record Member(
      String name, double cpuPercent, double allocatedPerSecond, boolean throttled) {}
}
