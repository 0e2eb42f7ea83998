package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;

/** One run of a process. Called by the main loop, and never waits. */
interface Instance {
  /** Start it. What becomes of it is told to its {@link Owner}. */
  void start();

  /**
   * Ask for its end.
   *
   * @param forceful whether without giving it time; overtakes a request that was not
   */
  void stop(boolean forceful);

  /** The threads of it that are watched; empty if it is no script. */
  default List<HeartbeatInfo> heartbeats() {
    return List.of();
  }

  /** Its trace buffers; empty if it is no script. */
  default Optional<MemoryTraceBuffers> traces() {
    return Optional.empty();
  }

  /** Calls of its functions; empty if it is no script. */
  default Optional<InstanceCalls> calls() {
    return Optional.empty();
  }

  /** The names of the threads that work for it. */
  default List<String> threads() {
    return List.of();
  }

  /** What it holds, oldest first. */
  List<String> resources();

  /** Counters of what it uses, by thread or by child. May read {@code /proc}. */
  Map<Long, Usage> counters();

  /** Whether it runs inside this JVM, in contrast to a child program. */
  default boolean isInJvm() {
    return false;
  }

  /**
   * Have parts of it stand still for a while. May be called by any thread, and again while it
   * stands still.
   *
   * @param parts which ones, by the keys of {@link #counters}
   * @param time how long
   */
  void hold(Set<Long> parts, Duration time);

  /** Have all of it go on. */
  void letGo();

  /** Told about the run, on any thread. */
  interface Owner {
    /** It has its context, or its program. */
    void begun(String startKind);

    /** Its script begins. */
    void entered();

    /** It says that it is ready. */
    void ready();

    /** It is gone, with all that it held, or given up; told once. */
    void ended(InstanceEnd end);
  }
}
