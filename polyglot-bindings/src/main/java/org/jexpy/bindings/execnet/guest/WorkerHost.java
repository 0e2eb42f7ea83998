package org.jexpy.bindings.execnet.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jexpy.bindings.execnet.gateway.WorkerGateway;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** The gateway of a Python guest that runs what a controller sends. */
public final class WorkerHost extends GatewayHost {
  private final WorkerGateway gateway;
  private final WorkerLife life;

  WorkerHost(GuestPatience patience, WorkerGateway gateway, WorkerLife life) {
    super(patience, gateway);
    this.gateway = gateway;
    this.life = life;
  }

  /** Its name. */
  @GuestVisible
  public String id() {
    return gateway.id();
  }

  /** How it runs what is sent. */
  @GuestVisible
  public String execmodel() {
    return gateway.execModel().backend();
  }

  /** Set the function that runs a {@link TaskHost} on a thread of its own. */
  @GuestVisible
  public void spawnBy(Value function) {
    life.spawnBy(function);
  }

  /**
   * The next task of the main thread; waits for it.
   *
   * @return a {@link TaskHost}; {@code w} if it has to be asked again; null if there will be none
   */
  @GuestVisible
  public @Nullable Object nextTask() {
    try {
      ExecTask task = gateway.nextMainTask();
      return task == null ? null : new TaskHost(patience, task);
    } catch (InterruptedException e) {
      return Answers.AGAIN; // handled at the guest's next safepoint
    }
  }
}
