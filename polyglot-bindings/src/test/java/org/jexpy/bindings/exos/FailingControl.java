package org.jexpy.bindings.exos;

import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.ServiceDeadlockException;
import org.jexpy.bindings.service.ServiceTimeoutException;
import org.jexpy.bindings.service.TransportClosedException;
import org.jexpy.bindings.service.UndeclaredFailureException;

/** A manager whose connection is in trouble: each method shows another one. */
final class FailingControl implements ProcessControl {
  @Override
  public String name(CallContext call) {
    throw new ServiceTimeoutException("process-control.name: no result within 60000 ms");
  }

  @Override
  public void rename(CallContext call, String name) {
    throw new TransportClosedException("process-control.rename: the connection is closed");
  }

  @Override
  public void ready(CallContext call) {
    throw new UndeclaredFailureException("process-control.ready: a defect");
  }

  @Override
  public ProcessState stateOf(CallContext call, String name) {
    throw new ServiceDeadlockException(
        "process-control.stateOf: a/runner at app.py:1 waits for itself");
  }
}
