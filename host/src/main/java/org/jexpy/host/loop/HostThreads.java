package org.jexpy.host.loop;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Makes all threads of the host: named daemon platform threads (design §3 rule 3). */
public final class HostThreads {
  private HostThreads() {}

  /**
   * Make a thread, not started.
   *
   * @param name its name
   * @param body what it does
   */
  public static Thread daemon(String name, Runnable body) {
    return Thread.ofPlatform().name(name).daemon().unstarted(body);
  }

  /**
   * Make an executor of one thread, which is started with its first task and ends when it had none
   * for a while.
   *
   * @param name the name of the thread
   */
  public static ExecutorService single(String name) {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> daemon(name, task));
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  /**
   * Make an executor of as many threads as have something to do. A thread ends when it had nothing
   * for a while.
   *
   * @param name the name of the threads
   */
  public static ExecutorService pool(String name) {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        10,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> daemon(name, task));
  }
}
