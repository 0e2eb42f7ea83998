package org.jexpy.host.supervision;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.exos.core.Severity;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.GroupLimits;
import org.jspecify.annotations.Nullable;

/**
 * The group of all processes, Other on a switch, beside which there is the container itself, Exos.
 * Its use is measured once a second while it has a limit, and else when somebody asks. Belongs to
 * the main loop; measuring is the watchdog's.
 */
public final class ProcessGroup {
  /** How often is measured while there is a limit. */
  static final Duration PERIOD = Duration.ofSeconds(1);

  /** Over how long is measured when somebody asks and there is no limit. */
  static final Duration LOOK = Duration.ofMillis(500);

  private static final double SLACK = 0.95;
  private static final int WHOLE = 100;

  private final Surroundings around;
  private final Supplier<Map<String, Instance>> running;
  private final UsageMeter meter = new UsageMeter();
  private final Map<Instance, Pacer> throttled = new HashMap<>();
  private GroupLimits limits = GroupLimits.NONE;
  private LimitWatch cpuWatch = new LimitWatch();
  private LimitWatch memoryWatch = new LimitWatch();
  private MainLoop.@Nullable Timer timer;
  private @Nullable GroupSample last;
  private boolean closed;
  private double peakOther;
  private double peakItself;
  private int warnings;
  private int throttlings;

  ProcessGroup(Surroundings around, Supplier<Map<String, Instance>> running) {
    this.around = around;
    this.running = running;
  }

  /** What the processes may use. */
  public GroupLimits limits() {
    return limits;
  }

  /**
   * Limit what the processes may use together.
   *
   * @param wanted the limits; none lifts them
   */
  public void configure(GroupLimits wanted) {
    limits = wanted;
    last = null;
    cpuWatch = new LimitWatch();
    memoryWatch = new LimitWatch();
    release();
    cancel();
    if (!wanted.isNone() && !closed) {
      next();
    }
  }

  private void next() {
    timer = around.loop().after(PERIOD, this::look);
  }

  private void look() {
    timer = null;
    var _ =
        measure(meter)
            .whenComplete(
                (sample, failure) -> {
                  if (!closed && timer == null && !limits.isNone()) {
                    next();
                  }
                  if (failure == null) {
                    judge(keep(sample));
                  }
                });
  }

  /** Completed on the main loop. */
  private CompletableFuture<GroupSample> measure(UsageMeter with) {
    CompletableFuture<GroupSample> done = new CompletableFuture<>();
    Map<String, Instance> now = running.get();
    Runnable work =
        () -> {
          try {
            GroupSample sample = with.measure(now);
            around.loop().execute(() -> done.complete(sample));
          } catch (RuntimeException e) {
            around.loop().execute(() -> done.completeExceptionally(e));
            throw e; // for the log
          }
        };
    var _ = around.watchdog().after(Duration.ZERO, work);
    return done;
  }

  private GroupSample keep(GroupSample sample) {
    last = sample;
    peakOther = Math.max(peakOther, sample.cpuPercent(sample.sum()));
    peakItself = Math.max(peakItself, sample.cpuPercent(sample.itself()));
    return sample;
  }

  private void judge(GroupSample sample) {
    double cpu = sample.cpuPercent(sample.sum());
    if (limits.cpu().isPresent()) {
      int limit = limits.cpu().getAsInt();
      boolean heldDown = share(sample, limit);
      act(
          cpuWatch.take(cpu > limit, heldDown),
          "use %.1f %% of all cores, more than cpu-limit %d".formatted(cpu, limit),
          sample,
          sample.overShare(limit),
          true);
    }
    if (limits.memory().isPresent()) {
      int limit = limits.memory().getAsInt();
      act(
          memoryWatch.take(sample.heapPercent() > limit, false),
          "and the container hold %.1f %% of the heap, more than memory-limit %d"
              .formatted(sample.heapPercent(), limit),
          sample,
          sample.byMemory(),
          // Who is slowed down gives no memory back.
          false);
    }
  }

  private void act(
      LimitWatch.Verdict verdict,
      String offence,
      GroupSample sample,
      List<String> worstFirst,
      boolean slowDown) {
    switch (verdict) {
      case NONE -> {}
      case WARN -> {
        warnings++;
        record(
            Severity.WARNING, "The processes %s; most: %s".formatted(offence, first(worstFirst)));
      }
      case THROTTLE -> {
        if (slowDown) {
          throttle(sample, worstFirst);
        }
      }
      case RELEASE -> {
        if (slowDown) {
          release();
        }
        record(Severity.NOTICE, "The processes are within their limit again");
      }
    }
  }

  private static String first(List<String> names) {
    return names.isEmpty() ? "none" : names.getFirst();
  }

  private void throttle(GroupSample sample, List<String> worstFirst) {
    Map<String, Instance> now = running.get();
    for (String name : worstFirst) {
      Instance run = now.get(name);
      if (run != null && !throttled.containsKey(run)) {
        throttlings++;
        throttled.put(run, Pacer.begin(run, around.watchdog(), sample.cores()));
        boolean _ = share(sample, limits.cpu().orElse(WHOLE));
        record(Severity.WARNING, "Process %s: it is slowed down".formatted(name));
        return;
      }
    }
  }

  /**
   * Share what is left of a limit among those who are slowed down.
   *
   * @return whether one of them had to stand still since this was done last
   */
  private boolean share(GroupSample sample, int limit) {
    Map<String, Instance> now = running.get();
    throttled.forEach(
        (run, pacer) -> {
          if (!now.containsValue(run)) {
            pacer.end();
          }
        });
    throttled.keySet().retainAll(now.values());
    double others =
        sample.processes().entrySet().stream()
            .filter(one -> !throttled.containsKey(now.get(one.getKey())))
            .mapToDouble(one -> sample.cpuPercent(one.getValue()))
            .sum();
    double equal = (double) limit / Math.max(1, sample.processes().size());
    double left = (limit - others) / Math.max(1, throttled.size());
    // A little less, or what they use would be over the limit every other time.
    double percent = SLACK * Math.max(equal, left);
    boolean heldDown = false;
    for (Pacer pacer : throttled.values()) {
      pacer.share(sample.cores() * percent / WHOLE);
      heldDown |= pacer.takeHeld();
    }
    return heldDown;
  }

  private void release() {
    throttled.values().forEach(Pacer::end);
    throttled.clear();
  }

  private void record(Severity severity, String text) {
    around.log().accept("group", new LoggedCondition("EPM", "groupLimit", severity, text));
  }

  /**
   * Look at the processes.
   *
   * @return completed on the main loop; at once if there is a limit, for then it is known
   */
  public CompletableFuture<GroupReport> other() {
    return sample()
        .thenApply(
            sample -> {
              Map<String, Instance> now = running.get();
              List<GroupReport.Member> members =
                  new TreeSet<>(sample.processes().keySet())
                      .stream()
                          .map(
                              name -> {
                                Usage used = sample.processes().getOrDefault(name, Usage.NONE);
                                return new GroupReport.Member(
                                    name,
                                    sample.cpuPercent(used),
                                    sample.rate(used),
                                    throttled.containsKey(now.get(name)));
                              })
                          .toList();
              return report(
                  limits, sample, sample.sum(), peakOther, warnings, throttlings, members);
            });
  }

  /**
   * Look at the container itself: its loop, its collector, its compiler.
   *
   * @return completed on the main loop
   */
  public CompletableFuture<GroupReport> itself() {
    return sample()
        .thenApply(
            sample ->
                report(GroupLimits.NONE, sample, sample.itself(), peakItself, 0, 0, List.of()));
  }

  private static GroupReport report(
      GroupLimits limits,
      GroupSample sample,
      Usage used,
      double peak,
      int warnings,
      int throttlings,
      List<GroupReport.Member> members) {
    return new GroupReport(
        limits,
        sample.cpuPercent(used),
        peak,
        sample.rate(used),
        sample.heapUsed(),
        sample.heapMax(),
        warnings,
        throttlings,
        members);
  }

  private CompletableFuture<GroupSample> sample() {
    GroupSample known = last;
    if (!limits.isNone() && known != null) {
      return CompletableFuture.completedFuture(known);
    }
    // Its own: who asks meanwhile shall not cut its span.
    UsageMeter own = new UsageMeter();
    // The first reaches back to who knows when.
    return measure(own)
        .thenCompose(start -> pause())
        .thenCompose(paused -> measure(own))
        .thenApply(this::keep);
  }

  private CompletableFuture<Boolean> pause() {
    CompletableFuture<Boolean> over = new CompletableFuture<>();
    MainLoop.Timer _ = around.loop().after(LOOK, () -> over.complete(true));
    return over;
  }

  /** Forget what was counted of the processes. */
  public void clearOther() {
    peakOther = 0;
    warnings = 0;
    throttlings = 0;
  }

  /** Forget what was counted of the container. */
  public void clearItself() {
    peakItself = 0;
  }

  private void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  void close() {
    closed = true;
    cancel();
    release();
  }

  /** What runs, by name. */
  static Map<String, Instance> running(Map<String, ManagedProcess> processes) {
    Map<String, Instance> found = new TreeMap<>();
    processes.forEach((name, process) -> process.current().ifPresent(run -> found.put(name, run)));
    return found;
  }
}
