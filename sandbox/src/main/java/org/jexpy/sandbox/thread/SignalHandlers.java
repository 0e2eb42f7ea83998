package org.jexpy.sandbox.thread;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;

/**
 * The signal handlers of this JVM, by the only interface that there is: {@code sun.misc.Signal} of
 * module {@code jdk.unsupported}, which the guest languages use too. By reflection, because the
 * compiler's warning about that class cannot be switched off. A handler is an opaque object that
 * can be put back or called.
 */
public final class SignalHandlers {
  private final Object signal;
  private final MethodHandle install;
  private final MethodHandle call;
  private final MethodHandle raise;
  private final Class<?> handlerType;

  private SignalHandlers(String name) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      handlerType = Class.forName("sun.misc.SignalHandler");
      var lookup = MethodHandles.publicLookup();
      signal =
          lookup
              .findConstructor(signalType, MethodType.methodType(void.class, String.class))
              .invoke(name);
      install =
          lookup.findStatic(
              signalType, "handle", MethodType.methodType(handlerType, signalType, handlerType));
      raise = lookup.findStatic(signalType, "raise", MethodType.methodType(void.class, signalType));
      call =
          lookup.findVirtual(handlerType, "handle", MethodType.methodType(void.class, signalType));
    } catch (Throwable e) {
      throw new IllegalStateException(
          "cannot handle signal " + name + "; is module jdk.unsupported there?", e);
    }
  }

  /**
   * The handlers of a signal.
   *
   * @param name the signal's name without {@code SIG}
   * @return access to them
   */
  public static SignalHandlers of(String name) {
    return new SignalHandlers(name);
  }

  /**
   * Make a handler.
   *
   * @param action what it does
   * @return the handler, not installed
   */
  public Object handler(Runnable action) {
    return Proxy.newProxyInstance(
        handlerType.getClassLoader(),
        new Class<?>[] {handlerType},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" ->
                  System.identityHashCode(proxy) == System.identityHashCode(arguments[0]);
              case "hashCode" -> System.identityHashCode(proxy);
              case "toString" -> "jexpy signal handler";
              default -> {
                action.run();
                yield null;
              }
            });
  }

  /**
   * Install a handler.
   *
   * @param handler a handler
   * @return the one before
   */
  public Object install(Object handler) {
    try {
      return install.invoke(signal, handler);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot handle " + signal, e);
    }
  }

  /**
   * Call a handler as if the signal had come.
   *
   * @param handler a handler
   */
  public void call(Object handler) {
    try {
      call.invoke(handler, signal);
    } catch (Throwable e) {
      throw new IllegalStateException("the handler of " + signal + " failed", e);
    }
  }

  /** Send the signal to this program. */
  public void raise() {
    try {
      raise.invoke(signal);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot raise " + signal, e);
    }
  }
}
