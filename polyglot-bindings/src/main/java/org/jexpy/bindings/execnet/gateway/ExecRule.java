package org.jexpy.bindings.execnet.gateway;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jspecify.annotations.Nullable;

/**
 * Which thread runs a task (§1.8): the main one if it is idle, otherwise that is up to the model.
 */
final class ExecRule {
  private static final String REFUSAL =
      "concurrent remote_exec would cause deadlock for main_thread_only execmodel";

  private final ExecModel model;
  private final ExecHost host;

  /** How long a task waits for the main thread if it may run nowhere else. */
  private final Duration patience;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Tasks for the main thread: one, or those that have patience. */
  private final ArrayDeque<ExecTask> forMain = new ArrayDeque<>();

  /** What runs on the main thread; null if that is idle, or soon will be. */
  private @Nullable ExecTask onMain;

  private int running;
  private boolean over;

  ExecRule(ExecModel model, ExecHost host, Duration patience) {
    this.model = model;
    this.host = host;
    this.patience = patience;
  }

  /** Have a task run, sooner or later, or refused. */
  void take(ExecTask task) {
    boolean beside;
    boolean wait = false;
    lock.lock();
    try {
      if (over) {
        beside = false;
      } else {
        running++;
        boolean main = onMain == null && forMain.isEmpty();
        beside = !main && model != ExecModel.MAIN_THREAD_ONLY;
        wait = !main && !beside;
        if (!beside) {
          forMain.add(task);
          changed.signalAll();
        }
      }
    } finally {
      lock.unlock();
    }
    if (beside) {
      host.spawn(task);
    } else if (wait) {
      CompletableFuture<ExecTask> _ =
          new CompletableFuture<ExecTask>()
              .completeOnTimeout(task, patience.toNanos(), TimeUnit.NANOSECONDS)
              .whenComplete((late, failure) -> refuse(task));
    }
  }

  /** A task runs that is not for any thread of the guest. */
  void taken() {
    lock.lock();
    try {
      running++;
    } finally {
      lock.unlock();
    }
  }

  private void refuse(ExecTask task) {
    boolean refused;
    lock.lock();
    try {
      refused = forMain.remove(task);
    } finally {
      lock.unlock();
    }
    if (refused) {
      task.failed(REFUSAL);
    }
  }

  /** The next task of the main thread; null if there will be none. */
  @Nullable ExecTask next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      onMain = null;
      while (forMain.isEmpty() && !over) {
        changed.await();
      }
      @Nullable ExecTask task = over ? null : forMain.poll();
      onMain = task;
      return task;
    } finally {
      lock.unlock();
    }
  }

  /** A task has ended, on whatever thread. */
  void ended(ExecTask task) {
    lock.lock();
    try {
      running--;
      if (onMain == task) {
        onMain = null;
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int running() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Nothing new is begun any more. */
  void stop() {
    ArrayDeque<ExecTask> left;
    lock.lock();
    try {
      over = true;
      left = new ArrayDeque<>(forMain);
      forMain.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    left.forEach(ExecTask::done);
  }

  /** Wait until nothing runs; false if that takes too long. */
  boolean awaitIdle(Duration limit) throws InterruptedException {
    long nanos = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while (running > 0) {
        if (nanos <= 0) {
          return false;
        }
        nanos = changed.awaitNanos(nanos);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }
}
