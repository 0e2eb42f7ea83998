package org.jexpy.bindings.exos.guest;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.bindings.guest.GuestCalls;
import org.jexpy.bindings.guest.GuestFailures;
import org.jexpy.bindings.service.CallContext;
import org.jexpy.bindings.service.CallDeadline;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;

/** The commands of {@code exos.api.cli}. */
public final class CommandFunctions {
  /** How much longer than the container a guest waits for a list whose time has passed. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final CommandExecution commands;
  private final GuestServices services;
  private final GuestFailures failures;

  CommandFunctions(CommandExecution commands, GuestServices services, GuestFailures failures) {
    this.commands = commands;
    this.services = services;
    this.failures = failures;
  }

  /**
   * Executes commands and waits for them.
   *
   * @param seconds how long at most; 0 for as long as it takes
   * @param place where in the guest's code the call is made
   */
  @GuestVisible
  public String execute(Value list, boolean ignoreErrors, double seconds, String place) {
    return failures.call(
        () -> {
          CommandRequest request = request(list, ignoreErrors, seconds);
          Duration patience =
              request.unlimited() ? GuestCalls.NO_LIMIT : request.timeout().plus(GRACE);
          return commands.execute(GuestCalls.waiting(patience, place), request);
        });
  }

  /**
   * Executes commands, and calls back: a Python process in its callback pool, where it may wait; a
   * JavaScript process on its Runner.
   *
   * @param callback called with the name of each event and its text, and in the end with {@code
   *     END}
   */
  @GuestVisible
  public void start(
      Value list, boolean ignoreErrors, double seconds, String place, Value callback) {
    CommandRequest request = request(list, ignoreErrors, seconds);
    Executor executor = services.lanes().get().executor(true);
    CommandEvents events =
        CommandEvents.open(request, services.resources(), executor, callback::executeVoid);
    CallContext call = GuestCalls.context(CallDeadline.DEFAULT, place);
    boolean begun = false;
    try {
      failures.run(() -> commands.executeAsync(call, request, events));
      begun = true;
    } finally {
      if (!begun) {
        events.abandon();
      }
    }
  }

  private static CommandRequest request(Value list, boolean ignoreErrors, double seconds) {
    return new CommandRequest(
        GuestCalls.strings(list), ignoreErrors, Duration.ofNanos(Math.round(seconds * 1e9)));
  }
}
