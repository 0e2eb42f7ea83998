package org.jexpy.bindings.exos.guest;

import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** The system functions of {@code exos.api}. */
public final class SystemFunctions {
  private final ProcessControl control;
  private final GuestFailures failures;

  SystemFunctions(ProcessControl control, GuestFailures failures) {
    this.control = control;
    this.failures = failures;
  }

  /** The name of the process. */
  @GuestVisible
  public String processName() {
    return failures.call(() -> control.name(CallContext.root()));
  }

  /** Takes a name, or nothing if the container manages the process. */
  @GuestVisible
  public void rename(String name) {
    failures.run(() -> control.rename(CallContext.root(), name));
  }

  /** Says that the process is ready. */
  @GuestVisible
  public void ready() {
    failures.run(() -> control.ready(CallContext.root()));
  }

  /** The name of the state of a process; of this one if none is named. */
  @GuestVisible
  public String processState(@Nullable String name) {
    return failures.call(
        () -> {
          CallContext call = CallContext.root();
          String asked = name == null ? control.name(call) : name;
          return control.stateOf(call, asked).name();
        });
  }
}
