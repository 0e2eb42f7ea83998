package org.jexpy.host.supervision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
   * Let it run only when others leave the processor free, as far as the operating system obeys.
   *
   * @param slow whether so, or as before
   */
  default void throttle(boolean slow) {}

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
