package org.jexpy.sandbox.context;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.graalvm.polyglot.Context;
import org.jexpy.sandbox.fs.OpenFiles;
import org.jexpy.sandbox.thread.SandboxThreads;

/** A context together with what it was made for and the policy behind it. */
public final class GuestContext implements AutoCloseable {
  private final Context context;
  private final ContextKey key;
  private final LateBoundPolicy policy;
  private final OpenFiles files;

  GuestContext(Context context, ContextKey key, LateBoundPolicy policy, OpenFiles files) {
    this.context = context;
    this.key = key;
    this.policy = policy;
    this.files = files;
  }

  /** The polyglot context. */
  public Context polyglot() {
    return context;
  }

  /** What it was made for. */
  public ContextKey key() {
    return key;
  }

  /**
   * Hand the context over to one process, for good.
   *
   * @param bound what the process may do and what it sees
   * @throws IllegalStateException if it was handed over before
   */
  public void bind(GuestPolicy bound) {
    policy.bind(bound);
    files.setCurrentWorkingDirectory(bound.workingDirectory());
  }

  /** The policy behind it. */
  public LateBoundPolicy policy() {
    return policy;
  }

  /**
   * Tear all guest code out of what it does; the context can be used again afterwards.
   *
   * @param runner its Runner's thread
   * @param patience how long to wait for it to stop
   * @return whether it has stopped
   */
  public boolean interrupt(Thread runner, Duration patience) {
    ThreadGroup group = runner.getThreadGroup();
    if (group != null) {
      SandboxThreads.in(group).stream()
          .filter(thread -> !thread.equals(runner))
          .forEach(TornOut::endsInSilence);
    }
    try {
      context.interrupt(patience);
      return true;
    } catch (TimeoutException e) {
      return false;
    }
  }

  /**
   * Have threads of the guest stand still. Does not wait for them. A thread pauses when it comes to
   * where the runtime can stop it, soon in guest code; one that is in none now does not.
   *
   * @param threads the threads, all of this guest
   * @param pause how long
   */
  public void pause(List<Thread> threads, Pause pause) {
    var instrument =
        Objects.requireNonNull(
            context.getEngine().getInstruments().get(PauseInstrument.ID), "on the class path");
    instrument.lookup(PauseInstrument.Pauses.class).pause(threads, pause);
  }

  /**
   * Ends all guest code in the context, frees it, and closes what files it has open. May block
   * while guest code does not reach a safepoint.
   */
  @Override
  public void close() {
    try {
      context.close(true);
    } finally {
      files.close();
    }
  }
}
