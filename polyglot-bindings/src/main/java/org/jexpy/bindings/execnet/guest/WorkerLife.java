package org.jexpy.bindings.execnet.guest;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.execnet.gateway.ExecHost;
import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jexpy.bindings.execnet.gateway.WorkerGateway;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.ScriptCode;
import org.jspecify.annotations.Nullable;

/**
 * The life of a guest that runs what a controller sends. The guest asks for it by {@code
 * execnet._worker}, and stays until the controller has ended the gateway.
 */
public final class WorkerLife implements GuestLife {
  /** What such a guest runs. */
  public static final ScriptCode.Text PYTHON =
      new ScriptCode.Text("from execnet._worker import serve\nserve()\n");

  /** The status of a worker that did not end when it should. */
  private static final int KILLED = 1;

  private final Transport transport;
  private final String id;
  private final ExecModel model;
  private final Ends ends;
  private final CompletableFuture<Value> spawner = new CompletableFuture<>();
  private @Nullable WorkerGateway gateway;
  private @Nullable GuestPatience patience;

  /** How the guest is brought to its end by others. None of these waits. */
  public interface Ends {
    /** Tear its code out of what it does. */
    void interrupt();

    /**
     * End it, whatever it does.
     *
     * @param status its exit status, where that can be seen
     */
    void close(int status);
  }

  /**
   * The life of a worker that has not begun.
   *
   * @param transport the way to the controller, which knows that the worker is there
   * @param id its name, which ends by {@code -worker}
   * @param model how it runs what is sent
   * @param ends brings its guest to its end
   */
  public WorkerLife(Transport transport, String id, ExecModel model, Ends ends) {
    this.transport = transport;
    this.id = id;
    this.model = model;
    this.ends = ends;
  }

  /** The gateway of the guest, which begins to read with the first call. */
  synchronized WorkerGateway gateway(Surroundings surroundings, GuestPatience waits) {
    if (gateway == null) {
      patience = waits;
      gateway = WorkerGateway.start(transport, id, model, new Tasks(), surroundings);
    }
    return gateway;
  }

  /** Set what runs a task on a thread of its own: a function of the guest. */
  void spawnBy(Value function) {
    spawner.complete(function);
  }

  @Override
  public void exitsAtOnce(int status) {
    ends.close(status);
  }

  private final class Tasks implements ExecHost {
    @Override
    public void spawn(ExecTask task) {
      try {
        spawner
            .join()
            .executeVoid(
                new TaskHost(Objects.requireNonNull(patience, "set with the gateway"), task));
      } catch (PolyglotException e) {
        task.failed(Objects.requireNonNullElse(e.getMessage(), "the worker can run no other task"));
      }
    }

    @Override
    public void interrupt() {
      ends.interrupt();
    }

    @Override
    public void close() {
      ends.close(KILLED);
    }
  }
}
