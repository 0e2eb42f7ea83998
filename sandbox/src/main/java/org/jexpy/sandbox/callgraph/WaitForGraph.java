package org.jexpy.sandbox.callgraph;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for whom in one container: calls, lanes and their slots. It refuses a synchronous call
 * that could never end, at once and before anything is queued (design §4). Safe for use by many
 * threads.
 *
 * <p>A piece of work can go on if it waits for nothing, or if its call is served by work that can
 * go on, or if its call is queued for a lane of which at least one slot is free or holds work that
 * can go on. New calls are checked when they are made; everything else only ever frees slots. Hence
 * if each call can go on when it is made, no set of calls can be stuck. Locks of the guest are not
 * seen: waits on them end by the deadline.
 */
public final class WaitForGraph {
  /** How long a call waits unless its caller says otherwise: {@value} seconds. */
  public static final int DEFAULT_DEADLINE_SECONDS = 60;

  /** {@link #DEFAULT_DEADLINE_SECONDS} as a duration. */
  public static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(DEFAULT_DEADLINE_SECONDS);

  private final ReentrantLock lock = new ReentrantLock();

  /** What each thread does now, on whatever graph: a thread belongs to one process. */
  private static final ThreadLocal<@Nullable Activity> CURRENT = new ThreadLocal<>();

  private final Consumer<TimedOutCall> timeouts;

  /**
   * A graph without lanes.
   *
   * @param timeouts told about each call whose deadline passed, on the caller's thread
   */
  public WaitForGraph(Consumer<TimedOutCall> timeouts) {
    this.timeouts = timeouts;
  }

  /**
   * Add a lane.
   *
   * @param process the process that it belongs to
   * @param name its name there
   * @param kind what it is
   * @param slots how many pieces of work it does at a time
   * @return the lane; to be closed with its process
   * @throws IllegalArgumentException if there is no slot
   */
  public Lane addLane(String process, String name, LaneKind kind, int slots) {
    if (slots < 1) {
      throw new IllegalArgumentException(
          "slots of lane %s/%s: %d (expected >= 1)".formatted(process, name, slots));
    }
    return new Lane(this, process, name, kind, slots);
  }

  /** What the calling thread does now, or empty if it belongs to no lane. */
  public static Optional<Activity> currentActivity() {
    return Optional.ofNullable(CURRENT.get());
  }

  /**
   * Open a synchronous call from the calling thread. A thread that belongs to no lane counts as a
   * lane of its own.
   *
   * @param target the lane that shall serve it
   * @param place where in its code the caller is, for messages
   * @param deadline how long to wait
   * @return the call; to be closed by the caller
   * @throws DeadlockDetectedException if the caller's lane must not wait, or the call could never
   *     end
   */
  public SyncCall call(Lane target, String place, Duration deadline) {
    Activity here = CURRENT.get();
    if (here == null || here.lane().graph() != this) {
      String thread = Thread.currentThread().getName();
      here = new Activity(addLane("host", thread, LaneKind.THREADS, 1), null, CallChain.EMPTY);
    }
    Activity caller = here;
    CallSite site = new CallSite(caller.lane().process(), caller.lane().name(), place);
    lock.lock();
    try {
      SyncCall call = new SyncCall(this, caller, target, caller.carried().plus(site), deadline);
      Waits.begin(call);
      return call;
    } finally {
      lock.unlock();
    }
  }

  Activity enter(Lane lane, CallChain chain) {
    Activity activity = new Activity(lane, CURRENT.get(), chain);
    lock.lock();
    try {
      Waits.begin(activity);
    } finally {
      lock.unlock();
    }
    CURRENT.set(activity);
    return activity;
  }

  void leave(Activity activity) {
    if (activity.ended) {
      return;
    }
    if (CURRENT.get() != activity) {
      throw new IllegalStateException(
          "work on lane %s is to be ended by its own thread '%s', innermost first; this is '%s'"
              .formatted(
                  activity.lane(), activity.thread().getName(), Thread.currentThread().getName()));
    }
    lock.lock();
    try {
      Waits.end(activity);
    } finally {
      lock.unlock();
    }
    if (activity.outer() == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(activity.outer());
    }
  }

  boolean serve(SyncCall call, Activity activity) {
    return locked(() -> Waits.serve(call, activity));
  }

  void end(SyncCall call) {
    locked(() -> Waits.end(call));
  }

  void remove(Lane lane) {
    locked(() -> lane.closed = true);
  }

  CallTimeoutException timedOut(SyncCall call) {
    Optional<Activity> server;
    lock.lock();
    try {
      server = Optional.ofNullable(call.servedBy).filter(activity -> !activity.ended);
    } finally {
      lock.unlock();
    }
    TimedOutCall timedOut =
        new TimedOutCall(
            call.chain(),
            call.target().toString(),
            call.deadline(),
            TimedOutCall.Stack.of(call.caller().thread()),
            server.map(activity -> TimedOutCall.Stack.of(activity.thread())));
    timeouts.accept(timedOut);
    return new CallTimeoutException(timedOut);
  }

  CallChain chainOf(Activity activity) {
    lock.lock();
    try {
      return activity.carried();
    } finally {
      lock.unlock();
    }
  }

  private boolean locked(BooleanSupplier change) {
    lock.lock();
    try {
      return change.getAsBoolean();
    } finally {
      lock.unlock();
    }
  }
}
