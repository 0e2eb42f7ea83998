package org.jexpy.host.supervision;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.exos.core.ProcessName;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.bindings.exos.core.UnknownProcessException;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.ServiceTimeoutException;

/** The manager of one run of a process: a container. Called by the guest's threads. */
final class InstanceControl implements ProcessControl {
  private static final long PATIENCE_SECONDS = 60;

  private final GuestInstance instance;
  private final ProcessTable table;

  InstanceControl(GuestInstance instance, ProcessTable table) {
    this.instance = instance;
    this.table = table;
  }

  @Override
  public String name(CallContext call) {
    return instance.name();
  }

  @Override
  public void rename(CallContext call, String name) {
    // In daemon mode the name comes from the definition, and the call is ignored (exos §1.1).
    String _ = ProcessName.require(name);
  }

  @Override
  public void ready(CallContext call) {
    instance.ready();
    // What the process asks next, it asks as a process that is ready.
    boolean _ = ask("ready", () -> true);
  }

  @Override
  public ProcessState stateOf(CallContext call, String name) throws UnknownProcessException {
    return ask("stateOf", () -> table.info(name))
        .orElseThrow(() -> new UnknownProcessException("there is no process '%s'".formatted(name)))
        .state();
  }

  private <T> T ask(String what, Callable<T> question) {
    try {
      return table.loop().submit(question).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new ServiceTimeoutException(
          "process-control.%s: the container did not answer within %d s"
              .formatted(what, PATIENCE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServiceTimeoutException("process-control.%s: interrupted".formatted(what));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
