package org.jexpy.sandbox.js;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.Delayed;
import org.jspecify.annotations.Nullable;

/** The clock behind {@code setTimeout} and {@code setImmediate}. Used on the Runner only. */
public final class HostTimers {
  private record Pending(Handle handle, @Nullable Delayed task) {}

  private final GuestServices services;
  private final Map<Integer, Pending> pending = new HashMap<>();
  private @Nullable Value fire;
  private @Nullable Value fireImmediate;
  private Runnable between = () -> {};
  private int last;

  HostTimers(GuestServices services) {
    this.services = services;
  }

  /**
   * Names the guest functions that are called with what is due.
   *
   * @param timer is called with the id of each timer
   * @param immediates is called with the id of a turn until it says that nothing is left of it
   */
  @GuestVisible
  public void connect(Value timer, Value immediates) {
    fire = timer;
    fireImmediate = immediates;
  }

  /** Sets what is done between two callbacks of one turn. */
  void between(Runnable action) {
    between = action;
  }

  /** Starts a one-shot timer and returns its id. */
  @GuestVisible
  public int start(int milliseconds, boolean referenced) {
    int id = ++last;
    Delayed[] task = new Delayed[1];
    Handle handle =
        services
            .resources()
            .register(ResourceKind.TIMER, "setTimeout " + milliseconds + " ms", () -> stop(task));
    if (!referenced) {
      handle.unref();
    }
    task[0] = services.runner().schedule(() -> due(id), Duration.ofMillis(milliseconds));
    pending.put(id, new Pending(handle, task[0]));
    return id;
  }

  private static void stop(Delayed[] task) {
    if (task[0] != null) {
      task[0].cancel();
    }
  }

  /** Queues the guest's immediates, all at once, for the next turn of the loop. */
  @GuestVisible
  public int immediate() {
    int id = ++last;
    Handle handle = services.resources().register(ResourceKind.TIMER, "setImmediate", () -> {});
    pending.put(id, new Pending(handle, null));
    try {
      services.runner().execute(() -> dueImmediates(id));
    } catch (RejectedExecutionException e) {
      cancel(id); // else what never runs would keep the run alive
      throw e;
    }
    return id;
  }

  /** Forgets a timer. */
  @GuestVisible
  public void cancel(int id) {
    Pending timer = pending.remove(id);
    if (timer != null) {
      timer.handle().close();
    }
  }

  /** Sets whether a timer keeps the run alive. */
  @GuestVisible
  public void reference(int id, boolean referenced) {
    Pending timer = pending.get(id);
    if (timer == null) {
      return;
    }
    if (referenced) {
      timer.handle().ref();
    } else {
      timer.handle().unref();
    }
  }

  /** Whether a timer keeps the run alive. */
  @GuestVisible
  public boolean isReferenced(int id) {
    Pending timer = pending.get(id);
    return timer != null && timer.handle().hasRef();
  }

  private void due(int id) {
    Pending timer = pending.remove(id);
    if (timer != null) {
      // Before the call: a callback that starts the next timer shall not see this one counted.
      timer.handle().release();
      if (fire != null) {
        fire.executeVoid(id);
      }
    }
  }

  private void dueImmediates(int id) {
    Pending turn = pending.remove(id);
    // As in Node: those that hold nothing are not run when nothing else holds the run.
    if (turn != null && fireImmediate != null && (turn.handle().hasRef() || !services.isOver())) {
      turn.handle().release();
      while (fireImmediate.execute(id).asBoolean()) {
        between.run();
      }
    }
  }
}
