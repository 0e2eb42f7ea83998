package org.jexpy.host.process;

import java.util.OptionalInt;

/**
 * What the processes of group Other may use together (specification of EXOS §4.1). Nothing is
 * limited unless somebody says so: a switch has to keep room for its own work, a container has not.
 *
 * @param memory how much of the largest heap, in percent
 * @param cpu how much of all cores, in percent
 */
public record GroupLimits(OptionalInt memory, OptionalInt cpu) {
  /** No limits. */
  public static final GroupLimits NONE = new GroupLimits(OptionalInt.empty(), OptionalInt.empty());

  private static final int WHOLE = 100;

  /**
   * Checks.
   *
   * @throws IllegalArgumentException if a limit is no percentage from 1 to 100
   */
  public GroupLimits {
    memory.ifPresent(percent -> require("memory-limit", percent));
    cpu.ifPresent(percent -> require("cpu-limit", percent));
  }

  private static void require(String what, int percent) {
    if (percent < 1 || percent > WHOLE) {
      throw new IllegalArgumentException(
          "%s is %d (expected: a percentage from 1 to %d)".formatted(what, percent, WHOLE));
    }
  }

  /**
   * The same with another memory limit.
   *
   * @param percent how much of the largest heap
   */
  public GroupLimits withMemory(int percent) {
    return new GroupLimits(OptionalInt.of(percent), cpu);
  }

  /**
   * The same with another CPU limit.
   *
   * @param percent how much of all cores
   */
  public GroupLimits withCpu(int percent) {
    return new GroupLimits(memory, OptionalInt.of(percent));
  }

  /** Whether nothing is limited. */
  public boolean isNone() {
    return memory.isEmpty() && cpu.isEmpty();
  }
}
