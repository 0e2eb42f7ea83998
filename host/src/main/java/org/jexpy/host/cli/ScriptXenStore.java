package org.jexpy.host.cli;

import java.util.Map;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.StateException;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.xenstore.EmbeddedXenStore;

/**
 * A XenStore of its own for a script that is run by hand. A class that runs without do not load.
 */
final class ScriptXenStore {
  private ScriptXenStore() {}

  /** Runs the script. */
  @FunctionalInterface
  interface Run<E extends Exception> {
    /**
     * Run it.
     *
     * @param arguments what the command line says, with what the store needs
     * @param environment the environment to choose from
     * @return the exit status
     */
    int run(RunArguments arguments, Map<String, String> environment) throws E;
  }

  /**
   * Run a script while there is a store.
   *
   * @param spec where its nodes are kept
   * @param arguments what the command line says
   * @param environment the environment to choose from
   * @param script runs the script
   * @throws UsageException if the store cannot be opened
   */
  static <E extends Exception> int around(
      XenStoreSpec spec, RunArguments arguments, Map<String, String> environment, Run<E> script)
      throws E, UsageException {
    EmbeddedXenStore store =
        EmbeddedXenStore.inTemporaryFolder(
            spec, message -> System.err.println("jexpy: " + message));
    // Not only when the script ends by itself: its socket lies in a folder for temporary files.
    Thread hook = HostThreads.daemon("jexpy-xenstore-end", store::close);
    Runtime.getRuntime().addShutdownHook(hook);
    try (store) {
      start(store);
      return script.run(
          arguments.withPermissions(store.permissions(arguments.permissions())),
          store.environment(environment));
    } finally {
      forget(hook);
    }
  }

  private static void start(EmbeddedXenStore store) throws UsageException {
    try {
      store.start();
    } catch (StateException e) {
      throw new UsageException(XenStoreFlag.NAME + ": " + e.getMessage());
    }
  }

  private static void forget(Thread hook) {
    try {
      boolean _ = Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }
}
