package org.jexpy.bindings.execnet.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.ChannelTable;
import org.jexpy.bindings.execnet.channel.FrameSink;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.serial.Loader;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.PythonText;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.FrameBody;
import org.jexpy.bindings.execnet.wire.MalformedFrameException;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What both sides of a gateway are: channels over a transport. A thread of its own reads, delivers,
 * and runs callbacks, so that everything happens in the order in which the other side sent it.
 */
public abstract sealed class BaseGateway implements FrameSink permits Gateway, WorkerGateway {
  private final String id;
  private final ExecModel model;
  private final Transport transport;
  private final Surroundings surroundings;
  private final ChannelTable channels;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile @Nullable String lost;

  BaseGateway(
      String id, ExecModel model, Transport transport, Surroundings surroundings, int first) {
    this.id = id;
    this.model = model;
    this.transport = transport;
    this.surroundings = surroundings;
    this.channels = new ChannelTable(this, first, ChannelTable.MAX_BACKLOG);
  }

  /** Begin to read. */
  final void start() {
    surroundings.thread("execnet-" + id, this::read).start();
  }

  private void read() {
    try {
      boolean more = true;
      while (more) {
        more = handle(transport.receive());
        channels.awaitRoom();
      }
    } catch (MalformedFrameException | RuntimeException e) {
      warn("gateway %s is ended: %s".formatted(id, e.getMessage() == null ? e : e.getMessage()));
    } catch (IOException e) {
      // Pipes end, sockets are reset, and what was closed here cannot be read: all the same.
      lost =
          e instanceof EOFException && e.getMessage() != null
              ? e.getMessage()
              : "couldn't load message header, expected %d bytes, got 0".formatted(Frame.HEADER);
    } finally {
      end();
    }
  }

  private void end() {
    try {
      channels.finish();
      receivedAll();
    } finally {
      transport.closeRead();
      transport.closeWrite();
      ended.countDown();
    }
  }

  /** Act on a frame; false if it is the last. */
  private boolean handle(Frame frame) {
    int channel = frame.channel();
    switch (frame.type()) {
      case CHANNEL_DATA -> channels.data(channel, frame.payload());
      case CHANNEL_CLOSE -> channels.ended(channel, null, false);
      case CHANNEL_CLOSE_ERROR -> channels.ended(channel, text(frame.payload()), false);
      case CHANNEL_LAST_MESSAGE -> channels.ended(channel, null, true);
      case RECONFIGURE -> channels.reconfigured(channel, coercion(frame.payload()));
      case CHANNEL_EXEC -> execute(channel, frame.payload());
      case STATUS -> status(channel);
      case GATEWAY_TERMINATE -> {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] payload) {
    if (load(payload) instanceof String text) {
      return text;
    }
    throw wrong("a close with an error, without a text");
  }

  private static Coercion coercion(byte[] payload) {
    if (load(payload) instanceof Tuple pair
        && pair.items().size() == 2
        && pair.items().get(0) instanceof Boolean py2AsPy3
        && pair.items().get(1) instanceof Boolean py3AsPy2) {
      return new Coercion(py2AsPy3, py3AsPy2);
    }
    throw wrong("a reconfiguration that is no pair of truth values");
  }

  private static @Nullable Object load(byte[] payload) {
    return Loader.load(
        payload,
        Coercion.OF_GATEWAYS,
        id -> {
          throw wrong("a channel out of place");
        });
  }

  private static LoadException wrong(String what) {
    return new LoadException("the other side sent " + what);
  }

  /** The other side wants something executed. */
  abstract void execute(int channel, byte[] request);

  /** The other side asks how this one is. */
  abstract void status(int channel);

  /** Nothing comes any more; what was sent can still be answered until this returns. */
  abstract void receivedAll();

  @Override
  public final void send(Frame frame) {
    try {
      transport.send(frame);
    } catch (IOException e) {
      throw notSent(e);
    }
  }

  @Override
  public final void send(MessageType type, int channel, int length, FrameBody body) {
    try {
      transport.send(type, channel, length, body);
    } catch (IOException e) {
      throw notSent(e);
    }
  }

  private static ChannelIoException notSent(IOException cause) {
    return new ChannelIoException("cannot send (already closed?)", cause);
  }

  /** Send, if that is still possible. */
  final void sendQuietly(Frame frame) {
    try {
      transport.send(frame);
    } catch (IOException e) {
      // Then the other side knows, or is not there.
    }
  }

  @Override
  public final Optional<String> lost() {
    return Optional.ofNullable(lost);
  }

  @Override
  public final void warn(String line) {
    surroundings.warn(line);
  }

  /** Its name. */
  public final String id() {
    return id;
  }

  /** How this side runs things. */
  public final ExecModel execModel() {
    return model;
  }

  /** What carries its frames. */
  public final Transport transport() {
    return transport;
  }

  /** Its channels. */
  public final ChannelTable channels() {
    return channels;
  }

  /** What it needs of the machine. */
  final Surroundings surroundings() {
    return surroundings;
  }

  /**
   * A channel of which the other side does not know yet.
   *
   * @throws ChannelIoException if the gateway has ended
   */
  public final RawChannel newChannel() {
    return channels.open();
  }

  /**
   * Have the other side read strings in another way on channels that are made from now on, and do
   * the same here.
   *
   * @param coercion the way
   * @throws ChannelIoException if the connection is gone
   */
  public final void reconfigure(Coercion coercion) {
    channels.setCoercion(coercion);
    send(
        new Frame(
            MessageType.RECONFIGURE,
            0,
            Dumper.dump(Tuple.of(coercion.py2AsPy3(), coercion.py3AsPy2()))));
  }

  /**
   * Read no more and send no more, at once: nothing that came will be taken. The other side sees
   * that the connection is lost.
   */
  public final void cut() {
    channels.liftLimit();
    transport.closeWrite();
    transport.closeRead();
  }

  /** Whether it still reads. */
  public final boolean receiving() {
    return ended.getCount() > 0;
  }

  /**
   * Wait until it reads no more.
   *
   * @param limit how long at most; null for ever
   * @return whether that is so
   */
  public final boolean join(@Nullable Duration limit) throws InterruptedException {
    if (limit == null) {
      ended.await();
      return true;
    }
    return ended.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** As execnet shows it. */
  @Override
  public final String describe() {
    return "<%s id=%s %s, %s model, %d active channels>"
        .formatted(
            getClass().getSimpleName(),
            PythonText.literal(id),
            receiving() ? "receive-live" : "not-receiving",
            model.backend(),
            channels.active());
  }

  /** As execnet shows it. */
  @Override
  public final String toString() {
    return describe();
  }
}
