package org.jexpy.sandbox.thread;

import java.util.function.Supplier;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/** The lanes of a guest that no container holds: made when somebody calls it back, if ever. */
public final class LoneLanes implements Supplier<CallbackLanes> {
  private static final System.Logger LOG = System.getLogger(LoneLanes.class.getName());

  /** Callbacks come in the order of what they report. */
  private static final int WORKERS = 1;

  private final String process;
  private final boolean runnerOnly;
  private final Runner runner;
  private final OwnedResources resources;
  private @Nullable CallbackLanes made;

  /**
   * Lanes that may be made.
   *
   * @param process the name of the process
   * @param runnerOnly whether its language lets one thread run code
   * @param runner its Runner
   * @param resources closes the lanes with everything else that the guest has
   */
  public LoneLanes(String process, boolean runnerOnly, Runner runner, OwnedResources resources) {
    this.process = process;
    this.runnerOnly = runnerOnly;
    this.runner = runner;
    this.resources = resources;
  }

  @Override
  public synchronized CallbackLanes get() {
    if (made == null) {
      LaneOptions options =
          LaneOptions.reportingTo(
              (lane, failure) ->
                  LOG.log(System.Logger.Level.DEBUG, "a callback failed on " + lane, failure));
      made =
          new CallbackLanes(
              process, runnerOnly, runner, new WaitForGraph(late -> {}), WORKERS, options);
      resources.register(ResourceKind.THREAD, "callback lanes", made).unref();
    }
    return made;
  }
}
