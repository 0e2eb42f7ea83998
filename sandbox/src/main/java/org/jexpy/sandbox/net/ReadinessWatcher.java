package org.jexpy.sandbox.net;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jexpy.sandbox.thread.SandboxThreads;

/** Waits on its own thread for all callbacks of one process, and hands them to their executors. */
final class ReadinessWatcher {

  private final SelectorPollSet set;
  private final Map<Integer, Waiting> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  private ReadinessWatcher(SelectorPollSet set) {
    this.set = set;
  }

  private record Waiting(AbstractGuestSocket socket, Executor executor, IntConsumer callback) {}

  static ReadinessWatcher start(SelectorPollSet set, String process) {
    ReadinessWatcher watcher = new ReadinessWatcher(set);
    SandboxThreads.service("jexpy-sockets-" + process, watcher::live).start();
    return watcher;
  }

  GuestSocket.Watch watch(
      AbstractGuestSocket socket, int events, Executor executor, IntConsumer callback)
      throws GuestSocketException {
    int number = numbers.incrementAndGet();
    waiting.put(number, new Waiting(socket, executor, callback));
    set.put(number, socket, events);
    if (!socket.isOpen()) {
      forget(socket);
    }
    return () -> {
      if (waiting.remove(number) != null) {
        set.remove(number);
      }
    };
  }

  void forget(AbstractGuestSocket socket) {
    waiting.values().removeIf(entry -> entry.socket.equals(socket));
  }

  private void live() {
    try {
      while (true) {
        set.await(-1, this::ready);
      }
    } catch (GuestSocketException e) {
      waiting.clear(); // the set was closed: the process has ended
    }
  }

  private void ready(int number, int events) {
    Waiting entry = waiting.remove(number);
    set.remove(number);
    if (entry != null) {
      try {
        entry.executor.execute(() -> entry.callback.accept(events));
      } catch (RejectedExecutionException e) {
        waiting.clear(); // the Runner has ended, nobody is left to call
      }
    }
  }
}
