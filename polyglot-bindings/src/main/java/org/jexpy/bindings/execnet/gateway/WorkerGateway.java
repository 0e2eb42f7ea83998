package org.jexpy.bindings.execnet.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/** The side of a gateway that executes things. */
public final class WorkerGateway extends BaseGateway {
  /** How long a task that may run on the main thread only waits for it. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long tasks may go on when the other side has ended the gateway. */
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  /** How long they may go on when they have been interrupted. */
  private static final Duration LAST = Duration.ofSeconds(10);

  private final ExecRule rule;
  private final ExecHost host;

  private final Duration farewell;
  private final Duration last;

  private WorkerGateway(
      Transport transport,
      String id,
      ExecModel model,
      ExecHost host,
      Surroundings surroundings,
      Duration farewell,
      Duration last) {
    super(id, model, transport, surroundings, 2);
    this.host = host;
    this.farewell = farewell;
    this.last = last;
    this.rule = new ExecRule(model, host, PATIENCE);
  }

  /**
   * A worker whose other side knows that it is there.
   *
   * @param transport the way to the other side
   * @param id its name, which ends by {@code -worker}
   * @param model how it runs things
   * @param host runs what the main thread does not
   * @param surroundings what it needs of the machine
   */
  public static WorkerGateway start(
      Transport transport, String id, ExecModel model, ExecHost host, Surroundings surroundings) {
    return start(transport, id, model, host, surroundings, FAREWELL, LAST);
  }

  /** The same, with other times for tasks that do not end by themselves. */
  static WorkerGateway start(
      Transport transport,
      String id,
      ExecModel model,
      ExecHost host,
      Surroundings surroundings,
      Duration farewell,
      Duration last) {
    WorkerGateway gateway =
        new WorkerGateway(transport, id, model, host, surroundings, farewell, last);
    gateway.start();
    return gateway;
  }

  /**
   * The next task of the main thread, which says by this that it is idle; waits for it.
   *
   * @return the task; null if there will be none, so that the main thread has nothing left to do
   */
  public @Nullable ExecTask nextMainTask() throws InterruptedException {
    return rule.next();
  }

  @Override
  void execute(int id, byte[] bytes) {
    ExecRequest request = ExecRequest.decode(bytes);
    RawChannel channel = channels().ofPeer(id);
    channel.executing();
    ExecTask task = new ExecTask(channel, request, rule::ended);
    if (host.takes(task)) {
      rule.taken();
    } else {
      rule.take(task);
    }
  }

  @Override
  void status(int channel) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("numchannels", channels().active());
    status.put("numexecuting", rule.running());
    status.put("execmodel", execModel().backend());
    sendQuietly(new Frame(MessageType.CHANNEL_DATA, channel, Dumper.dump(status)));
    sendQuietly(Frame.of(MessageType.CHANNEL_CLOSE, channel));
  }

  /** Tasks may end by themselves, are interrupted, and are ended. */
  @Override
  void receivedAll() {
    rule.stop();
    try {
      if (rule.awaitIdle(farewell)) {
        return;
      }
      host.interrupt();
      if (rule.awaitIdle(last)) {
        return;
      }
    } catch (InterruptedException e) {
      // Whoever interrupts this thread has no patience either.
      Thread.currentThread().interrupt();
    }
    host.close();
  }
}
