package org.jexpy.sandbox.thread;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends guests whose end can block: each on a thread of its own, made for the purpose. A guest that
 * does not end in its grace time is quarantined: its thread gets the lowest priority, and its use
 * of the processor is reported for as long as it lasts (design §5, §6). Only a JVM of its own would
 * make its end sure.
 */
public final class Reaper {
  private final Watchdog watchdog;
  private final Set<Quarantined> quarantined = ConcurrentHashMap.newKeySet();

  /**
   * A reaper.
   *
   * @param watchdog measures the grace time, and reports what is quarantined
   */
  public Reaper(Watchdog watchdog) {
    this.watchdog = watchdog;
  }

  /** How a guest ended. */
  public enum Outcome {
    /** In time; its thread is gone. */
    ENDED,
    /** Not in time; it may still run. */
    QUARANTINED
  }

  /**
   * A guest that did not end.
   *
   * @param owner the process
   * @param since since when it is quarantined
   * @param thread the thread that would not end
   */
  public record Quarantined(String owner, Instant since, Thread thread) {
    /** The processor time of the thread so far in nanoseconds, or empty if it is not known. */
    public OptionalLong cpuNanos() {
      long nanos = ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
      return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
  }

  /**
   * End a guest without waiting for it.
   *
   * @param owner the process
   * @param thread the thread that has to end with it
   * @param guest how to end it; may block
   * @param grace how long that may take
   * @return how it ended; fails if ending it failed, and it may still run then
   */
  public CompletableFuture<Outcome> reap(
      String owner, Thread thread, AutoCloseable guest, Duration grace) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Quarantined entry = new Quarantined(owner, Instant.now().plus(grace), thread);
    Watchdog.Registration patience = watchdog.after(grace, () -> quarantine(entry, outcome, grace));
    SandboxThreads.service(
            "jexpy-reaper-" + owner,
            () -> {
              try {
                guest.close();
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
                // The thread has to end nevertheless, or it is quarantined.
                thread.interrupt();
              }
              try {
                thread.join();
                outcome.complete(Outcome.ENDED);
              } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
              } finally {
                patience.close();
                if (!thread.isAlive()) {
                  quarantined.remove(entry);
                }
              }
            })
        .start();
    return outcome;
  }

  /** The guests that would not end and still run. */
  public List<Quarantined> quarantined() {
    return quarantined.stream().filter(entry -> entry.thread().isAlive()).toList();
  }

  private void quarantine(Quarantined entry, CompletableFuture<Outcome> outcome, Duration grace) {
    quarantined.add(entry);
    SandboxThreads.lowerPriority(entry.thread());
    if (outcome.complete(Outcome.QUARANTINED)) {
      String text =
          "quarantined: it did not end within %s and may still run".formatted(Watchdog.text(grace));
      watchdog.report(
          WatchdogRecord.of(WatchdogRecord.Kind.LADDER, entry.owner(), text, entry.thread()));
    }
    if (!entry.thread().isAlive()) {
      quarantined.remove(entry);
    }
  }
}
