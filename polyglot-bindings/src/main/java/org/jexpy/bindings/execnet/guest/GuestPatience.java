package org.jexpy.bindings.execnet.guest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.sandbox.thread.Runner;
import org.jspecify.annotations.Nullable;

/**
 * How the threads of a guest wait: its main thread goes back now and then, so that the language
 * sees its signals.
 *
 * @param runner the main thread
 */
record GuestPatience(Runner runner) {
  private static final long SIGNAL_CHECK = Duration.ofMillis(50).toNanos();

  /** Something that waits. */
  @FunctionalInterface
  interface Waiting {
    /** Wait; null for ever. */
    @Nullable Object until(@Nullable Duration limit) throws InterruptedException;
  }

  /**
   * Wait for an answer.
   *
   * @param nanos how long; negative for ever
   * @param waiting does it
   * @return the answer; {@link Answers#AGAIN} if it has to be asked again, {@link Answers#TIMEOUT}
   */
  @Nullable Object wait(long nanos, Waiting waiting) {
    boolean sliced = runner.isCurrent() && (nanos < 0 || nanos > SIGNAL_CHECK);
    try {
      return waiting.until(
          sliced ? Duration.ofNanos(SIGNAL_CHECK) : nanos < 0 ? null : Duration.ofNanos(nanos));
    } catch (ChannelTimeoutException e) {
      return sliced ? Answers.AGAIN : Answers.TIMEOUT;
    } catch (ExecnetException e) {
      return Answers.of(e);
    } catch (InterruptedException e) {
      return Answers.AGAIN; // handled at the script's next safepoint
    }
  }

  /**
   * Wait for something that does not fail.
   *
   * @param future what is waited for
   * @param nanos how long; negative for ever
   * @return as {@link #wait} has it
   */
  @Nullable Object await(CompletableFuture<?> future, long nanos) {
    return wait(
        nanos,
        limit -> {
          try {
            return limit == null ? future.get() : future.get(limit.toNanos(), TimeUnit.NANOSECONDS);
          } catch (TimeoutException e) {
            throw new ChannelTimeoutException("");
          } catch (ExecutionException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
