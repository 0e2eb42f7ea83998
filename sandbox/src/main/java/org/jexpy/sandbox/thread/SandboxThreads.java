package org.jexpy.sandbox.thread;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The one place of the sandbox where threads are made (design §3 rule 3). All are platform threads,
 * and all are named.
 */
public final class SandboxThreads {
  /**
   * Deep guest recursion ends in the guest's own error, not in a JVM stack overflow in the middle
   * of a runtime function.
   */
  private static final long RUNNER_STACK_BYTES = 64L << 20;

  /** So many threads may begin between counting and listing. */
  private static final int SPARE_ROOM = 8;

  private static final String COMPILER = "TruffleCompilerThread";

  private SandboxThreads() {}

  /**
   * Make a thread for a Runner: a daemon (who waits for it is the run, not the JVM), with a stack
   * for deep guest recursion. It is the first of a group of its own, in which the threads are that
   * its guest starts.
   *
   * @param name its name
   * @param body what it runs
   * @return the thread, not started
   */
  static Thread runner(String name, Runnable body) {
    Thread thread = new Thread(new ThreadGroup(top(), name), body, name, RUNNER_STACK_BYTES, false);
    thread.setDaemon(true);
    return thread;
  }

  /**
   * The group of all: whoever makes a Runner, such as a spare for the next guest, it is not below
   * the maker's.
   */
  private static ThreadGroup top() {
    ThreadGroup group = Objects.requireNonNull(Thread.currentThread().getThreadGroup());
    for (ThreadGroup above = group.getParent(); above != null; above = group.getParent()) {
      group = above;
    }
    return group;
  }

  /**
   * Make a daemon thread for a service of the sandbox.
   *
   * @param name its name
   * @param body what it runs
   * @return the thread, not started
   */
  public static Thread service(String name, Runnable body) {
    return Thread.ofPlatform().name(name).daemon(true).unstarted(body);
  }

  /**
   * Make a daemon thread in a group: that of the guest which it works for.
   *
   * @param group the group
   * @param name its name
   * @param body what it runs
   * @return the thread, not started
   */
  static Thread service(ThreadGroup group, String name, Runnable body) {
    return Thread.ofPlatform().group(group).name(name).daemon(true).unstarted(body);
  }

  /**
   * The threads of a group and of the groups below it that live. Others may begin and end
   * meanwhile. The compiler of all guests, which runs below the guest that was the first to need
   * it, is not among them.
   */
  public static List<Thread> in(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + SPARE_ROOM];
    int count = group.enumerate(found, true);
    while (count == found.length) {
      // What does not fit is left out silently.
      found = new Thread[2 * count];
      count = group.enumerate(found, true);
    }
    return Arrays.stream(found, 0, count)
        .filter(thread -> !thread.getName().startsWith(COMPILER))
        .toList();
  }

  /**
   * Make a pool of such threads, which grows with what it is given to do.
   *
   * @param name the name of its threads
   * @return the pool, to be shut down by its owner
   */
  public static ExecutorService pool(String name) {
    return Executors.newCachedThreadPool(task -> service(name, task));
  }

  /**
   * Let a thread run only when others leave the processor free: for what can wait, and for what
   * cannot be stopped.
   *
   * @param thread the thread
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish, on which nothing depends
  public static void lowerPriority(Thread thread) {
    thread.setPriority(Thread.MIN_PRIORITY);
  }

  /**
   * Take {@link #lowerPriority} back.
   *
   * @param thread the thread
   */
  @SuppressWarnings("ThreadPriorityCheck") // a wish, on which nothing depends
  public static void normalPriority(Thread thread) {
    thread.setPriority(Thread.NORM_PRIORITY);
  }
}
