package org.jexpy.host.loop;

import io.netty.channel.IoEventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.sandbox.thread.Watchdog;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that decides: states, timers and connections of a container belong to it, so that
 * nothing of them needs a lock (design §4). It runs no guest code, touches no disk and never waits.
 * Each of its tasks is a turn, which the watchdog reports if it takes too long.
 */
public final class MainLoop implements Executor {
  /** How long a turn may take before it is reported. */
  public static final Duration TURN_LIMIT = Duration.ofMillis(100);

  private final IoEventLoop loop;
  private final @Nullable ManualIoEventLoop own;
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean ended;
  private Watchdog.@Nullable LoopWatch watch;

  private MainLoop(IoEventLoop loop, @Nullable ManualIoEventLoop own) {
    this.loop = loop;
    this.own = own;
  }

  /** Something that is to happen later. */
  @FunctionalInterface
  public interface Timer {
    /** Have it not happen. Does nothing if it has. */
    void cancel();
  }

  /** A loop that runs on the thread that calls {@link #run}. Tasks before that wait for it. */
  public static MainLoop unowned() {
    ManualIoEventLoop manual = new ManualIoEventLoop(null, NioIoHandler.newFactory());
    return new MainLoop(manual, manual);
  }

  /**
   * A loop that somebody else runs, and goes on running.
   *
   * @param lent the loop; it has to be able to carry NIO channels
   */
  public static MainLoop sharing(IoEventLoop lent) {
    return new MainLoop(lent, null);
  }

  /** Where channels are registered. */
  public IoEventLoop eventLoop() {
    return loop;
  }

  /** Whether the caller is the loop. */
  public boolean inLoop() {
    return loop.inEventLoop();
  }

  /**
   * Report turns that take too long. To be called by the loop itself.
   *
   * @param watchdog who reports
   * @param owner what the loop belongs to
   */
  public void watch(Watchdog watchdog, String owner) {
    watch = watchdog.loop(owner, Thread.currentThread(), TURN_LIMIT);
  }

  /**
   * Queue a task. It runs, or is refused.
   *
   * @throws RejectedExecutionException if the loop has ended
   */
  @Override
  public void execute(Runnable task) {
    // Counted before the look at the end, which waits for what is counted: none is lost.
    underWay.incrementAndGet();
    boolean taken = false;
    try {
      if (ended) {
        throw new RejectedExecutionException("the main loop has ended");
      }
      loop.execute(() -> counted(task));
      taken = true;
    } finally {
      if (!taken) {
        underWay.decrementAndGet();
      }
    }
  }

  private void counted(Runnable task) {
    try {
      turn(task);
    } finally {
      underWay.decrementAndGet();
    }
  }

  /**
   * Have the loop work something out.
   *
   * @param task what to work out
   * @param <T> the answer
   * @return the answer, completed on the loop; at once if the caller is the loop. Fails with {@link
   *     RejectedExecutionException} if the loop has ended
   */
  public <T> CompletableFuture<T> submit(Callable<T> task) {
    return compose(() -> CompletableFuture.completedFuture(task.call()));
  }

  /**
   * Have the loop begin something that ends later.
   *
   * @param task what to begin; gives its end
   * @param <T> the answer
   * @return the answer or failure of that end, and the failure of the task; {@link
   *     RejectedExecutionException} if the loop has ended
   */
  public <T> CompletableFuture<T> compose(Callable<CompletableFuture<T>> task) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    Runnable work = () -> begin(task, answer);
    if (inLoop()) {
      work.run();
    } else {
      try {
        execute(work);
      } catch (RejectedExecutionException e) {
        answer.completeExceptionally(e);
      }
    }
    return answer;
  }

  private static <T> void begin(Callable<CompletableFuture<T>> task, CompletableFuture<T> answer) {
    try {
      var _ =
          task.call()
              .whenComplete(
                  (result, failure) -> {
                    if (failure == null) {
                      answer.complete(result);
                    } else {
                      answer.completeExceptionally(failure);
                    }
                  });
    } catch (Throwable failure) {
      answer.completeExceptionally(failure);
    }
  }

  /**
   * Have a task run later.
   *
   * @param delay how long from now
   * @param task the task
   * @return the way to cancel it
   */
  public Timer after(Duration delay, Runnable task) {
    ScheduledFuture<?> scheduled =
        loop.schedule(() -> turn(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> scheduled.cancel(false);
  }

  /**
   * Do something as a turn of its own: what handlers of channels wrap their work in.
   *
   * @param task what to do
   */
  public void turn(Runnable task) {
    Watchdog.LoopWatch watched = watch;
    if (watched != null) {
      watched.turnBegins();
    }
    try {
      task.run();
    } catch (RuntimeException e) {
      // A defect; everybody else's turns go on.
      System.getLogger("org.jexpy.loop").log(System.Logger.Level.ERROR, "a turn failed", e);
    } finally {
      if (watched != null) {
        watched.turnEnds();
      }
    }
  }

  /**
   * Run the loop on this thread until {@link #stop}.
   *
   * @throws IllegalStateException if somebody else runs it
   */
  public void run() {
    if (own == null) {
      throw new IllegalStateException("this loop is run by the program that lent it");
    }
    own.setOwningThread(Thread.currentThread());
    while (!stopped.get()) {
      own.run(Long.MAX_VALUE);
    }
    // Netty's loop loses what comes after its end. What was taken runs before it.
    while (underWay.get() > 0) {
      if (own.runNow() == 0) {
        // Somebody is just between being counted and being queued.
        Thread.onSpinWait();
      }
    }
    var _ = own.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    while (!own.isTerminated()) {
      own.runNow();
    }
  }

  /**
   * End {@link #run} after the tasks that are queued now; later ones are refused. A lent loop only
   * loses its watch.
   */
  public void stop() {
    execute(
        () -> {
          if (watch != null) {
            watch.close();
            watch = null;
          }
          // Here and not at the end: who goes on giving tasks would keep it from coming.
          ended = own != null;
          stopped.set(true);
        });
  }
}
