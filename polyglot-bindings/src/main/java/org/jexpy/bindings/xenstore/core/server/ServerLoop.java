package org.jexpy.bindings.xenstore.core.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.bindings.BindingsThreads;

/** The thread that owns everything of a server. */
final class ServerLoop {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final ManualIoEventLoop loop = new ManualIoEventLoop(null, NioIoHandler.newFactory());
  private final AtomicBoolean stopped = new AtomicBoolean();
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

  /** Do something there. A defect is logged, and everything else goes on. */
  void execute(Runnable task) {
    loop.execute(
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a turn failed", e);
          }
        });
  }

  /** Do something there, unless the thread has ended. */
  void executeIfRunning(Runnable task) {
    try {
      execute(task);
    } catch (RejectedExecutionException e) {
      // Nobody is left for whom it could matter.
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
    loop.execute(() -> stopped.set(true));
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
