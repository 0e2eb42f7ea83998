package org.jexpy.bindings.execnet.gateway;

import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jexpy.bindings.execnet.channel.Channel;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.ChannelTable;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/** The side of a gateway that has things executed. Groups make it. */
public final class Gateway extends BaseGateway {
  private static final byte[] NO_KWARGS = Dumper.dump(Map.of());

  private final XSpec spec;
  private final Predicate<Gateway> leave;

  private Gateway(
      Transport transport,
      XSpec spec,
      String id,
      ExecModel model,
      Surroundings surroundings,
      Predicate<Gateway> leave) {
    super(id, model, transport, surroundings, 1);
    this.spec = spec;
    this.leave = leave;
  }

  /**
   * A gateway whose worker has said that it is there.
   *
   * @param transport the way to it
   * @param spec what was asked for
   * @param id its name
   * @param model how this side runs things
   * @param surroundings what it needs of the machine
   * @param leave has it leave its group; false if it has
   */
  public static Gateway start(
      Transport transport,
      XSpec spec,
      String id,
      ExecModel model,
      Surroundings surroundings,
      Predicate<Gateway> leave) {
    Gateway gateway = new Gateway(transport, spec, id, model, surroundings, leave);
    gateway.start();
    return gateway;
  }

  /** What was asked for, with what the group has added. */
  public XSpec spec() {
    return spec;
  }

  /** Where the worker is; empty if it is on this machine. */
  public Optional<String> remoteAddress() {
    return transport().remoteAddress();
  }

  /**
   * Have source executed, with a channel between it and this side, and no more arguments.
   *
   * @param source Python; it finds the channel as {@code channel}
   * @return this side's end of the channel
   * @throws ChannelIoException if the connection is gone
   */
  public RawChannel remoteExec(String source) {
    return remoteExec(source, null, null, NO_KWARGS);
  }

  /**
   * Have source executed, with a channel of values between it and this side.
   *
   * @param source Python; it finds the channel as {@code channel}
   * @return this side's end of the channel
   * @throws ChannelIoException if the connection is gone
   */
  public Channel execute(String source) {
    return new Channel(remoteExec(source));
  }

  /**
   * Have a function executed, with a channel of values between it and this side.
   *
   * @param source Python, which defines the function
   * @param function its name; the channel is its first argument
   * @param arguments its other arguments by name, of the types of {@link Dumper}
   * @return this side's end of the channel
   * @throws org.jexpy.bindings.execnet.serial.DumpException if an argument has no form on the wire
   * @throws ChannelIoException if the connection is gone
   */
  public Channel execute(String source, String function, Map<String, ?> arguments) {
    return new Channel(remoteExec(source, null, function, Dumper.dump(arguments)));
  }

  /**
   * Have source executed, with a channel between it and this side.
   *
   * @param source Python; it finds the channel as {@code channel}
   * @param file where it comes from, for tracebacks; null for nowhere
   * @param call the name of a function in it that is called with the channel and arguments; null
   *     for none
   * @param kwargs the arguments, a dictionary in the serializer's bytes without a version
   * @return this side's end of the channel
   * @throws ChannelIoException if the connection is gone
   */
  public RawChannel remoteExec(
      String source, @Nullable String file, @Nullable String call, byte[] kwargs) {
    byte[] request = ExecRequest.encode(source, file, call, kwargs);
    RawChannel channel = newChannel();
    send(new Frame(MessageType.CHANNEL_EXEC, channel.id(), request));
    return channel;
  }

  /**
   * Ask the worker how it is; waits for the answer.
   *
   * @throws ExecnetException if it is gone
   */
  public RemoteStatus remoteStatus() throws InterruptedException {
    return RemoteStatus.of(remoteStatusItem());
  }

  /**
   * Ask the worker how it is.
   *
   * @return the bytes of its answer, a dictionary
   */
  public Item remoteStatusItem() throws InterruptedException {
    RawChannel channel = newChannel();
    send(Frame.of(MessageType.STATUS, channel.id()));
    return channel.receive(null);
  }

  /**
   * Have the worker end, without waiting for it, and leave the group; nothing if that has happened.
   */
  public void exit() {
    if (leave.test(this)) {
      channels().liftLimit();
      sendQuietly(Frame.of(MessageType.GATEWAY_TERMINATE, 0));
      transport().closeWrite();
    }
  }

  @Override
  void execute(int channel, byte[] request) {
    sendQuietly(ChannelTable.closeError(channel, "execution disallowed"));
  }

  @Override
  void status(int channel) {
    throw new LoadException("the other side asks a side for its status that executes nothing");
  }

  @Override
  void receivedAll() {
    // Nothing runs here.
  }
}
