package org.jexpy.sandbox.callgraph;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A synchronous call under way. The caller opens it with {@link WaitForGraph#call}, hands the work
 * to the target lane, waits in {@link #await} and closes it; the lane's thread tells with {@link
 * #serve} that it has taken the work up.
 */
public final class SyncCall implements AutoCloseable {
  private final WaitForGraph graph;
  private final Activity caller;
  private final Lane target;
  private final CallChain chain;
  private final Duration deadline;
  private final long began = System.nanoTime();

  // The following are guarded by the graph's lock.
  @Nullable Activity servedBy;
  boolean closed;

  SyncCall(WaitForGraph graph, Activity caller, Lane target, CallChain chain, Duration deadline) {
    this.graph = graph;
    this.caller = caller;
    this.target = target;
    this.chain = chain;
    this.deadline = deadline;
  }

  /** The chain that the called work carries: the call is its last site. */
  public CallChain chain() {
    return chain;
  }

  /** The lane that shall serve the call. */
  public Lane target() {
    return target;
  }

  /**
   * Say that the calling thread now does what was called for.
   *
   * @param activity the work on the target lane
   * @return whether somebody still waits; if not, the work need not be done
   */
  public boolean serve(Activity activity) {
    return graph.serve(this, activity);
  }

  /**
   * Wait for the answer.
   *
   * @param reply completed by the target lane
   * @param <T> what the answer is
   * @return the answer
   * @throws CallTimeoutException if the deadline passes first
   * @throws ExecutionException if the called work failed
   * @throws InterruptedException if the caller is interrupted
   */
  public <T> T await(CompletableFuture<T> reply) throws ExecutionException, InterruptedException {
    try {
      long left = deadline.toNanos() - (System.nanoTime() - began);
      return reply.get(Math.max(0, left), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw graph.timedOut(this);
    }
  }

  /** The caller waits no longer. Closing twice does nothing. */
  @Override
  public void close() {
    graph.end(this);
  }

  Activity caller() {
    return caller;
  }

  Duration deadline() {
    return deadline;
  }

  CallSite site() {
    return chain.sites().getLast();
  }
}
