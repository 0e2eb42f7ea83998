package org.jexpy.sandbox.context;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceCloseException;
import org.jexpy.sandbox.thread.SandboxThreads;

/**
 * Closes what a script holds when its JVM ends around it: by SIGTERM, by SIGHUP, or by a Ctrl-C
 * that the script does not handle. The script's threads go on for the moment that this takes, which
 * nobody shall notice: see {@link #begun}.
 */
public final class JvmEnd implements AutoCloseable {
  private final AtomicBoolean begun = new AtomicBoolean();
  private final Thread hook;

  private JvmEnd(OwnedResources resources) {
    hook = SandboxThreads.service("jexpy-end", () -> end(resources));
  }

  /**
   * Watch for the end of the JVM.
   *
   * @param resources what to close then
   * @return the watch; close it when the script has ended by itself
   */
  public static JvmEnd watch(OwnedResources resources) {
    JvmEnd end = new JvmEnd(resources);
    try {
      Runtime.getRuntime().addShutdownHook(end.hook);
    } catch (IllegalStateException e) {
      // It ends already: the script has not begun, and may not be heard any more.
      end.begun.set(true);
    }
    return end;
  }

  /** Tells whether the end has begun: then the script's output goes nowhere. */
  public BooleanSupplier begun() {
    return begun::get;
  }

  private void end(OwnedResources resources) {
    begun.set(true);
    try {
      resources.close();
    } catch (ResourceCloseException e) {
      // What could not be closed ends with the JVM.
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It runs.
    }
  }
}
