package org.jexpy.bindings.guest;

import java.util.function.Supplier;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.service.CallInterruptedException;
import org.jexpy.bindings.service.RemoteCallException;
import org.jexpy.bindings.service.ServiceDeadlockException;
import org.jexpy.bindings.service.ServiceException;
import org.jexpy.bindings.service.ServiceTimeoutException;
import org.jexpy.bindings.service.TransportClosedException;
import org.jexpy.sandbox.callgraph.CallTimeoutException;
import org.jexpy.sandbox.callgraph.DeadlockDetectedException;

/**
 * Turns failures of a core into exceptions of the guest language. A Java exception would reach
 * Python as one that {@code except Exception} does not catch, so the facade hands in the function
 * that raises its own: {@code fail(kind, message)}, where the kind is the simple name of the Java
 * exception without its ending for what a service declares, and {@code Timeout}, {@code Deadlock},
 * {@code Closed} or {@code Internal} for the rest.
 */
public final class GuestFailures {
  private final Value raise;

  /**
   * Failures that a facade raises.
   *
   * @param raise the facade's function of kind and message, which does not return
   */
  public GuestFailures(Value raise) {
    this.raise = raise;
  }

  /**
   * Call a core.
   *
   * @param <T> the type of the result
   * @param call the call
   * @return its result
   */
  public <T> T call(Supplier<T> call) {
    try {
      return call.get();
    } catch (ServiceException e) {
      raise.execute(e.getClass().getSimpleName().replaceFirst("Exception$", ""), e.getMessage());
      throw e;
    } catch (DeadlockDetectedException e) {
      raise.execute("Deadlock", e.getMessage());
      throw e;
    } catch (CallTimeoutException e) {
      raise.execute("Timeout", e.getMessage());
      throw e;
    } catch (RemoteCallException e) {
      raise.execute(kind(e), e.getMessage());
      throw e;
    }
  }

  /**
   * Call a core that gives nothing.
   *
   * @param call the call
   */
  public void run(Runnable call) {
    call(
        () -> {
          call.run();
          return true;
        });
  }

  private static String kind(RemoteCallException failure) {
    return switch (failure) {
      case ServiceTimeoutException e -> "Timeout";
      case ServiceDeadlockException e -> "Deadlock";
      case TransportClosedException e -> "Closed";
      case CallInterruptedException e -> "Closed";
      default -> "Internal";
    };
  }
}
