package org.jexpy.sandbox.context;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.thread.CallbackLanes;

/**
 * A function of a guest that Java may call from any thread. It runs where the guest's language and
 * its own nature want it (see {@link CallbackLanes}); a Python function enters its context there
 * with the interpreter lock. What it returns is turned into plain data on that thread: guest values
 * never leave their process (design §4).
 */
public final class GuestCallback {
  private final Value function;
  private final CallbackLanes lanes;
  private final boolean mayWait;

  /**
   * A callback.
   *
   * @param function something that can be called
   * @param lanes the lanes of the guest's process
   * @param mayWait whether it may wait for others: an asynchronous action
   * @throws IllegalArgumentException if the value cannot be called
   */
  public GuestCallback(Value function, CallbackLanes lanes, boolean mayWait) {
    if (!function.canExecute()) {
      throw new IllegalArgumentException(
          "callback: %s (expected a function)".formatted(function.getMetaObject()));
    }
    this.function = function;
    this.lanes = lanes;
    this.mayWait = mayWait;
  }

  /**
   * Queue a call and go on. A failure is reported by the lane.
   *
   * @param arguments plain data
   * @throws java.util.concurrent.RejectedExecutionException if the lane is full or has ended
   */
  public void post(Object... arguments) {
    lanes.executor(mayWait).execute(() -> function.executeVoid(arguments));
  }

  /**
   * Call and wait for the answer.
   *
   * @param place where in its code the caller is
   * @param deadline how long to wait
   * @param result turns what the function returns into plain data, on the function's thread
   * @param arguments plain data
   * @param <T> what the answer is
   * @return the answer
   * @throws org.jexpy.sandbox.callgraph.DeadlockDetectedException if the call could never end
   * @throws org.jexpy.sandbox.callgraph.CallTimeoutException if it is not answered in time
   * @throws ExecutionException if the function failed
   * @throws InterruptedException if the caller is interrupted
   */
  public <T> T call(String place, Duration deadline, Function<Value, T> result, Object... arguments)
      throws ExecutionException, InterruptedException {
    return lanes.call(mayWait, place, deadline, () -> result.apply(function.execute(arguments)));
  }
}
