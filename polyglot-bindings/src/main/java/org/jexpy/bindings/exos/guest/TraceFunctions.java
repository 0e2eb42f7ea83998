package org.jexpy.bindings.exos.guest;

import org.jexpy.bindings.exos.core.TraceBuffers;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** The trace buffers of {@code exos.api}. */
public final class TraceFunctions {
  private final TraceBuffers traces;
  private final GuestFailures failures;

  TraceFunctions(TraceBuffers traces, GuestFailures failures) {
    this.traces = traces;
    this.failures = failures;
  }

  /** Makes a buffer. */
  @GuestVisible
  public void create(String name, long size) {
    failures.run(() -> traces.create(CallContext.root(), name, size));
  }

  /** Logs into a buffer. */
  @GuestVisible
  public void log(String name, String text) {
    failures.run(() -> traces.log(CallContext.root(), name, text));
  }

  /** Writes a buffer, or all, to a file, and gives its path. */
  @GuestVisible
  public String dump(@Nullable String name, @Nullable String file) {
    return failures.call(() -> traces.dump(CallContext.root(), name, file));
  }

  /** Empties a buffer, or all. */
  @GuestVisible
  public void clear(@Nullable String name) {
    failures.run(() -> traces.clear(CallContext.root(), name));
  }
}
