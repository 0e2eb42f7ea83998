package org.jexpy.host.supervision;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measures what processes use, from one reading of their counters to the next. What a thread did
 * between the last reading and its end is lost. For one thread, not the main loop: children are
 * looked up in {@code /proc}.
 */
final class UsageMeter {
  private Map<Instance, Map<Long, Usage>> before = Map.of();
  private long beforeNanos = System.nanoTime();
  private long beforeJvm;

  /**
   * The counters of threads.
   *
   * @param threads the threads
   * @return by their number; those that have ended are not there
   */
  static Map<Long, Usage> counters(List<Thread> threads) {
    ThreadMXBean counters = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Map<Long, Usage> found = new HashMap<>();
    for (Thread thread : threads) {
      long id = thread.threadId();
      long cpu = counters.getThreadCpuTime(id);
      if (cpu >= 0) {
        found.put(id, new Usage(cpu, Math.max(0, counters.getThreadAllocatedBytes(id))));
      }
    }
    return found;
  }

  /**
   * Measure from the last time until now; what began meanwhile, from its beginning.
   *
   * @param running what runs, by name
   */
  GroupSample measure(Map<String, Instance> running) {
    long now = System.nanoTime();
    Duration elapsed = Duration.ofNanos(now - beforeNanos);
    Map<Instance, Map<Long, Usage>> read = new HashMap<>();
    Map<String, Usage> used = new HashMap<>();
    Usage scripts = Usage.NONE;
    for (Map.Entry<String, Instance> process : running.entrySet()) {
      Instance run = process.getValue();
      Map<Long, Usage> counters = run.counters();
      Map<Long, Usage> earlier = before.getOrDefault(run, Map.of());
      Usage sum = Usage.NONE;
      for (Map.Entry<Long, Usage> counter : counters.entrySet()) {
        Usage then = earlier.get(counter.getKey());
        sum = sum.plus(counter.getValue().since(then, elapsed));
      }
      read.put(run, counters);
      used.put(process.getKey(), sum);
      if (run.isInJvm()) {
        scripts = scripts.plus(sum);
      }
    }
    long jvmNow =
        ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    GroupSample sample =
        new GroupSample(
            elapsed,
            Runtime.getRuntime().availableProcessors(),
            used,
            new Usage(Math.max(0, jvmNow - beforeJvm), 0),
            scripts,
            heapInUse(),
            Runtime.getRuntime().maxMemory());
    before = read;
    beforeNanos = now;
    beforeJvm = jvmNow;
    return sample;
  }

  /** After the last collection: what was allocated since may be garbage. */
  private static long heapInUse() {
    long sum = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      @Nullable MemoryUsage usage = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && usage != null) {
        sum += usage.getUsed();
      }
    }
    return sum;
  }
}
