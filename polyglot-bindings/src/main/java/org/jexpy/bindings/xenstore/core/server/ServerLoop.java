package org.jexpy.bindings.xenstore.core.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.bindings.BindingsThreads;

/** The thread that owns everything of a server. */
final class ServerLoop {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final ManualIoEventLoop loop = new ManualIoEventLoop(null, NioIoHandler.newFactory());
  private final AtomicBoolean stopped = new AtomicBoolean();

  /** Guarded by the above: whether nothing is taken any more. */
  private boolean stopping;

  private final Thread thread = BindingsThreads.daemon("jexpy-xenstore", this::run);

  void start() {
    thread.start();
  }

  IoEventLoop eventLoop() {
    return loop;
  }

  /** Whether the caller is the thread. */
  boolean inLoop() {
    return loop.inEventLoop();
  }

  /**
   * Do something there, unless it is stopped. A defect is logged, and everything else goes on.
   *
   * @return whether it is done: not if it is stopped
   */
  boolean execute(Runnable task) {
    // Netty's own queue takes what comes behind its end, and forgets it.
    synchronized (stopped) {
      if (stopping) {
        return false;
      }
      loop.execute(() -> turn(task));
      return true;
    }
  }

  private static void turn(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "a turn failed", e);
    }
  }

  private void run() {
    loop.setOwningThread(Thread.currentThread());
    while (!stopped.get()) {
      loop.run(Long.MAX_VALUE);
    }
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    while (!loop.isTerminated()) {
      loop.runNow();
    }
  }

  /** End the thread after what is queued now, and wait for that. Not for the thread itself. */
  void stop() {
    synchronized (stopped) {
      stopping = true;
      loop.execute(() -> stopped.set(true));
    }
    BindingsThreads.awaitEnd(thread);
  }
}
