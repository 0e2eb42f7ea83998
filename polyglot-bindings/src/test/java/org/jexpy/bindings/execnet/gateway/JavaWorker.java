package org.jexpy.bindings.execnet.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jexpy.bindings.execnet.channel.ChannelEofException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.group.ScriptedPeers;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jspecify.annotations.Nullable;

/** A worker whose source is the name of a function of the test. */
public final class JavaWorker implements ExecHost {
  /** What a task does. */
  @FunctionalInterface
  public interface Body {
    /** Run. */
    void run(ExecTask task) throws Exception;
  }

  private final Map<String, Body> bodies = new ConcurrentHashMap<>();
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private volatile Predicate<ExecTask> first = task -> false;
  private final WorkerGateway gateway;
  private final Thread main;

  JavaWorker(Transport transport, ExecModel model, Duration farewell, Duration last) {
    gateway =
        WorkerGateway.start(
            transport, "gw-worker", model, this, new ScriptedPeers(), farewell, last);
    main = Surroundings.DIRECT.thread("test-worker-main", this::serve);
    main.start();
  }

  /** A worker at one end of a pair. */
  public static JavaWorker over(LocalPair pair) {
    return over(pair.worker(), ExecModel.THREAD);
  }

  /** A worker at the end of a way. */
  public static JavaWorker over(Transport transport, ExecModel model) {
    return new JavaWorker(transport, model, Duration.ofSeconds(5), Duration.ofSeconds(10));
  }

  /** Wait until it has ended. */
  public void join() throws InterruptedException {
    gateway.join(null);
  }

  /** A channel of its own. */
  public RawChannel newChannel() {
    return gateway.newChannel();
  }

  /** Say what a source does. */
  public JavaWorker on(String source, Body body) {
    bodies.put(source, body);
    return this;
  }

  WorkerGateway gateway() {
    return gateway;
  }

  Thread main() {
    return main;
  }

  private void serve() {
    try {
      for (@Nullable ExecTask task = gateway.nextMainTask();
          task != null;
          task = gateway.nextMainTask()) {
        run(task);
      }
    } catch (InterruptedException e) {
      // The end of the thread.
    }
  }

  private void run(ExecTask task) {
    try {
      @Nullable Body body = bodies.get(task.source());
      if (body == null) {
        task.failed("no such source: " + task.source());
        return;
      }
      body.run(task);
      task.done();
    } catch (InterruptedException e) {
      task.failed("keyboard-interrupted");
    } catch (ChannelEofException e) {
      task.done();
    } catch (Exception e) {
      task.failed(e.toString());
    }
  }

  /** Say what takes tasks before anything else. */
  public JavaWorker first(Predicate<ExecTask> taker) {
    first = taker;
    return this;
  }

  @Override
  public boolean takes(ExecTask task) {
    return first.test(task);
  }

  @Override
  public void spawn(ExecTask task) {
    Thread thread = Surroundings.DIRECT.thread("test-worker", () -> run(task));
    threads.add(thread);
    thread.start();
  }

  @Override
  public void interrupt() {
    main.interrupt();
  }

  @Override
  public void close() {
    main.interrupt();
    threads.forEach(Thread::interrupt);
  }
}
