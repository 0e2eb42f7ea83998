package org.jexpy.host.command.log;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.LeavingAsker;
import org.jexpy.host.log.Follower;

/**
 * Prints what a log gets from now on, until who asked leaves or the log ends. What waits for a slow
 * reader has a bound; what is beyond it is dropped, and counted in its place.
 *
 * @param <T> what is logged
 */
final class Following<T> {
  /** How many lines wait for a reader. */
  static final int WAITING = 1000;

  /** How many are printed before the main loop looks after others. */
  private static final int AT_ONCE = 100;

  private final Invocation call;
  private final LeavingAsker asker;
  private final Function<T, String> line;
  private final Follower<T> follower;
  private final CompletableFuture<Void> done = new CompletableFuture<>();

  /**
   * A log that can be followed.
   *
   * @param <T> what is logged
   */
  interface Source<T> {
    Follower<T> follow(int max, Runnable available);
  }

  private Following(Invocation call, LeavingAsker asker, Source<T> log, Function<T, String> line) {
    this.call = call;
    this.asker = asker;
    this.line = line;
    this.follower = log.follow(WAITING, this::available);
  }

  /**
   * Follow a log. Runs on the thread that executes commands.
   *
   * @return completes when who asked has left, or the log has ended
   */
  static <T> CompletionStage<Void> begin(
      Invocation call, LeavingAsker asker, Source<T> log, Function<T, String> line) {
    Following<T> following = new Following<>(call, asker, log, line);
    asker.onGone(following::end);
    return following.done;
  }

  /** On the thread that logs. */
  private void available() {
    asker.whenRoom(this::print);
  }

  private void print() {
    if (done.isDone()) {
      return;
    }
    Follower.Batch<T> batch = follower.take(AT_ONCE);
    for (T item : batch.items()) {
      call.out().line(line.apply(item));
    }
    if (batch.dropped() > 0) {
      call.out().line("... %d lines dropped".formatted(batch.dropped()));
    }
    if (batch.more()) {
      available();
    } else if (follower.isOver()) {
      call.out().note("The log has ended.");
      end();
    }
  }

  private void end() {
    follower.close();
    done.complete(null);
  }
}
