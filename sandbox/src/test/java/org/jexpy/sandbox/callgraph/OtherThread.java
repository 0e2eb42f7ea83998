package org.jexpy.sandbox.callgraph;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A second thread that does work on a lane until it is closed. */
final class OtherThread implements AutoCloseable {
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(
          task -> Thread.ofPlatform().name("other thread").daemon().unstarted(task));
  private final Activity activity;

  OtherThread(Callable<Activity> enter) {
    activity = on(enter);
  }

  Activity activity() {
    return activity;
  }

  void serve(SyncCall call) {
    on(() -> call.serve(activity));
  }

  SyncCall call(Callable<SyncCall> call) {
    return on(call);
  }

  DeadlockDetectedException refusal(Callable<SyncCall> call) {
    return on(() -> catchThrowableOfType(DeadlockDetectedException.class, call::call));
  }

  private <T> T on(Callable<T> action) {
    try {
      return executor.submit(action).get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    on(
        () -> {
          activity.close();
          return true;
        });
    executor.shutdown();
  }
}
