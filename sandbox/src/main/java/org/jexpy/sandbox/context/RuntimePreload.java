package org.jexpy.sandbox.context;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.thread.SandboxThreads;

/**
 * Initialises what a language's runtime initialises first, while another thread makes the engine: a
 * tenth of the time to the first line of Python, on a second processor.
 *
 * <p>Two threads that initialise classes can lock each other out, if each needs what the other has
 * begun. It cannot happen here: the engine's thread stays in the polyglot layer, which does not
 * know the classes of a language, until {@link #await()} returns.
 */
final class RuntimePreload {
  private static final System.Logger LOG = System.getLogger(RuntimePreload.class.getName());

  private final CompletableFuture<Void> done = new CompletableFuture<>();

  private RuntimePreload() {}

  /** Begin for a language. */
  static RuntimePreload begin(GuestLanguage language) {
    RuntimePreload preload = new RuntimePreload();
    if (language == GuestLanguage.PYTHON) {
      SandboxThreads.service("jexpy-preload", preload::python).start();
      return preload;
    }
    return none();
  }

  /** Nothing to do. */
  static RuntimePreload none() {
    RuntimePreload preload = new RuntimePreload();
    preload.done.complete(null);
    return preload;
  }

  /** Wait until it is done. A failure is left to who needs the class. */
  void await() {
    done.join();
  }

  private void python() {
    try {
      // The Python runtime's first class asks for it.
      ManagementFactory.getPlatformMBeanServer();
      Class.forName(
          "com.oracle.graal.python.builtins.PythonBuiltinClassType",
          true,
          RuntimePreload.class.getClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      LOG.log(System.Logger.Level.DEBUG, "nothing preloaded", e);
    } finally {
      done.complete(null);
    }
  }
}
