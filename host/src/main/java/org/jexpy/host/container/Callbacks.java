package org.jexpy.host.container;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jspecify.annotations.Nullable;

/**
 * Where a container calls the program that embeds it: its listeners, on one thread, in order; and
 * what it does with answers, on as many threads as it keeps busy. However long that takes, and
 * whatever it waits for, the main loop goes on.
 */
final class Callbacks {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final MainLoop loop;
  private final ExecutorService listeners = HostThreads.single("jexpy-listeners");
  private final ExecutorService answers = HostThreads.pool("jexpy-answers");

  /** The threads that are in the program's code. */
  private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

  Callbacks(MainLoop loop) {
    this.loop = loop;
  }

  /** Tell the listeners. Nobody is told any more after the end. */
  void tell(Runnable news) {
    run(listeners, news, () -> {});
  }

  /**
   * Ask the loop, and give its answer to the program.
   *
   * @param question asks the loop
   * @return the answer, completed on a thread on which the program may take its time; fails if the
   *     loop is not there any more
   */
  <T> CompletableFuture<T> answer(Callable<CompletableFuture<T>> question) {
    Answer<T> answer = new Answer<>(loop);
    try {
      var _ =
          question
              .call()
              .whenComplete(
                  (result, failure) -> {
                    Runnable completion = () -> complete(answer, result, failure);
                    run(answers, completion, completion);
                  });
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(closed(e));
    } catch (Exception e) {
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private static <T> void complete(Answer<T> answer, T result, @Nullable Throwable failure) {
    switch (failure) {
      case null -> answer.complete(result);
      case RejectedExecutionException e -> answer.completeExceptionally(closed(e));
      case CompletionException e when e.getCause() != null ->
          answer.completeExceptionally(e.getCause());
      default -> answer.completeExceptionally(failure);
    }
  }

  private static IllegalStateException closed(RejectedExecutionException refusal) {
    return new IllegalStateException("the container is closed", refusal);
  }

  private void run(Executor threads, Runnable code, Runnable otherwise) {
    try {
      threads.execute(
          () -> {
            inside.add(Thread.currentThread());
            try {
              code.run();
            } finally {
              inside.remove(Thread.currentThread());
            }
          });
    } catch (RejectedExecutionException e) {
      otherwise.run();
    }
  }

  /** Call nobody any more, but for what waits already. Does not wait. */
  void close() {
    listeners.shutdown();
    answers.shutdown();
  }

  /**
   * Wait until nobody is called any more, unless the caller is. Code that does not end is
   * interrupted then.
   */
  void await() throws InterruptedException {
    if (inside.contains(Thread.currentThread())) {
      return;
    }
    for (ExecutorService threads : new ExecutorService[] {listeners, answers}) {
      if (!threads.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        var _ = threads.shutdownNow();
        boolean _ = threads.awaitTermination(1, TimeUnit.SECONDS);
      }
    }
  }

  /** An answer of the loop. The loop cannot wait for it, for it would wait for itself. */
  private static final class Answer<T> extends CompletableFuture<T> {
    private final MainLoop loop;

    Answer(MainLoop loop) {
      this.loop = loop;
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
      return new Answer<>(loop);
    }

    @Override
    public T join() {
      refuseOnLoop();
      return super.join();
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
      refuseOnLoop();
      return super.get();
    }

    private void refuseOnLoop() {
      if (!isDone() && loop.inLoop()) {
        throw new IllegalStateException(
            "waiting for an answer on the main loop would wait for itself; use thenAccept(…) there");
      }
    }
  }
}
