package org.jexpy.bindings.exos.guest;

import org.graalvm.polyglot.Value;
import org.jexpy.bindings.exos.core.LogComponent;
import org.jexpy.bindings.exos.core.LogSink;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.exos.core.Severity;
import org.jexpy.bindings.guest.GuestCalls;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.sandbox.GuestVisible;

/** The loggers of {@code exos.api}. */
public final class LogFunctions {
  private final LogSink log;
  private final GuestFailures failures;

  LogFunctions(LogSink log, GuestFailures failures) {
    this.log = log;
    this.failures = failures;
  }

  /** Makes a component; what matters less than the severity of that name is not recorded. */
  @GuestVisible
  public Component component(String name, String threshold) {
    return failures.call(
        () -> new Component(new LogComponent(name, Severity.valueOf(threshold)), log, failures));
  }

  /** Prints a line to the log of the process. */
  @GuestVisible
  public void print(String line) {
    failures.run(() -> log.print(CallContext.root(), line));
  }

  /** One component of the log. */
  public static final class Component {
    private final LogComponent component;
    private final LogSink log;
    private final GuestFailures failures;

    Component(LogComponent component, LogSink log, GuestFailures failures) {
      this.component = component;
      this.log = log;
      this.failures = failures;
    }

    /** Adds a condition. */
    @GuestVisible
    public void add(String condition, String text, Value parameters, String severity) {
      failures.run(
          () ->
              component.add(
                  condition, text, GuestCalls.strings(parameters), Severity.valueOf(severity)));
    }

    /** Records a condition, unless it matters too little, and gives its text. */
    @GuestVisible
    public String meet(String condition, Value values) {
      return failures.call(
          () -> {
            LoggedCondition met = component.meet(condition, GuestCalls.strings(values));
            if (component.records(met)) {
              log.record(CallContext.root(), met);
            }
            return met.text();
          });
    }
  }
}
