package org.jexpy.bindings.exos.guest;

import java.util.concurrent.Executor;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.CallbackPool;
import org.jexpy.sandbox.thread.LaneOptions;
import org.jspecify.annotations.Nullable;

/**
 * Where a Python process is called back: one thread, made when there is something to call, which
 * may wait. JavaScript is called back on its Runner.
 */
final class CallbackThread implements Executor {
  private static final System.Logger LOG = System.getLogger(CallbackThread.class.getName());

  private final GuestServices services;
  private @Nullable CallbackPool pool;

  CallbackThread(GuestServices services) {
    this.services = services;
  }

  @Override
  public void execute(Runnable task) {
    pool().execute(task);
  }

  private synchronized CallbackPool pool() {
    if (pool == null) {
      pool =
          new CallbackPool(
              services.processName() + "-callbacks",
              1,
              LaneOptions.reportingTo(
                  (lane, failure) ->
                      LOG.log(System.Logger.Level.DEBUG, "a callback failed on " + lane, failure)));
      services.resources().register(ResourceKind.THREAD, "callback thread", pool).unref();
    }
    return pool;
  }
}
