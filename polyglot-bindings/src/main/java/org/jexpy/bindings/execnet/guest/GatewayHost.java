package org.jexpy.bindings.execnet.guest;

import java.time.Duration;
import java.util.OptionalInt;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.BaseGateway;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/**
 * A gateway of a Python guest, seen from either side. What its methods answer is what {@link
 * Answers} says; null if all went well.
 */
public class GatewayHost {
  final GuestPatience patience;
  private final BaseGateway gateway;

  GatewayHost(GuestPatience patience, BaseGateway gateway) {
    this.patience = patience;
    this.gateway = gateway;
  }

  /** A channel of which the other side does not know yet: a {@link ChannelHost}, or a failure. */
  @GuestVisible
  public Object newChannel() {
    return channel(gateway::newChannel);
  }

  /** The channel of a number that the other side named: a {@link ChannelHost}, or a failure. */
  @GuestVisible
  public Object channel(int id) {
    return channel(() -> gateway.channels().ofPeer(id));
  }

  /** A maker of channels. */
  @FunctionalInterface
  interface Opening {
    RawChannel open();
  }

  final Object channel(Opening opening) {
    try {
      return new ChannelHost(patience, opening.open());
    } catch (ExecnetException e) {
      return gateway.channels().finished() ? Answers.FINISHED : Answers.of(e);
    }
  }

  /** What becomes of strings on new channels, as {@link Answers#bits}. */
  @GuestVisible
  public int coercion() {
    return Answers.bits(gateway.channels().coercion());
  }

  /** Have strings become something else on new channels, at both ends. */
  @GuestVisible
  public @Nullable String reconfigure(boolean py2AsPy3, boolean py3AsPy2) {
    return Answers.ofDoing(() -> gateway.reconfigure(new Coercion(py2AsPy3, py3AsPy2)));
  }

  /** Whether anything can come. */
  @GuestVisible
  public boolean isReceiving() {
    return gateway.receiving();
  }

  /** How many channels there are. */
  @GuestVisible
  public int activeChannels() {
    return gateway.channels().active();
  }

  /** The numbers of the channels with a callback. */
  @GuestVisible
  public int[] callbacks() {
    return gateway.channels().listening().stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /**
   * Wait until nothing more can come.
   *
   * @param nanos how long to wait; negative for ever
   */
  @GuestVisible
  public @Nullable Object join(long nanos) {
    return patience.wait(
        nanos,
        limit -> {
          if (!gateway.join(limit)) {
            throw new ChannelTimeoutException("");
          }
          return null;
        });
  }

  /** Send a message that the facade has made. */
  @GuestVisible
  public @Nullable String send(int code, int channel, String latin1) {
    MessageType type = code == (byte) code ? MessageType.of((byte) code) : null;
    return type == null
        ? "o%d is no type of a message (expected: 0 to %d)"
            .formatted(code, MessageType.values().length - 1)
        : Answers.ofDoing(() -> gateway.send(new Frame(type, channel, Answers.bytes(latin1))));
  }

  /** The other side will send no more on a channel, for what the script knows. */
  @GuestVisible
  public void localClose(int channel, @Nullable String error, boolean sendOnly) {
    gateway.channels().ended(channel, error, sendOnly);
  }

  /** Where the worker is; null if it is on this machine. */
  @GuestVisible
  public @Nullable String remoteAddress() {
    return gateway.transport().remoteAddress().orElse(null);
  }

  /**
   * Wait for the worker's process.
   *
   * @param nanos how long to wait; negative for ever
   * @return its exit status as a number
   */
  @GuestVisible
  public @Nullable Object awaitEnd(long nanos) {
    return patience.wait(
        nanos,
        limit -> {
          if (!gateway.transport().hasProcess()) {
            return null;
          }
          OptionalInt status =
              gateway.transport().await(limit == null ? Duration.ofDays(36_500) : limit);
          if (status.isEmpty()) {
            throw new ChannelTimeoutException("");
          }
          return (long) status.getAsInt();
        });
  }

  /** End the worker's process, whatever it does. */
  @GuestVisible
  public void kill() {
    gateway.transport().kill();
  }

  /** Send no more. */
  @GuestVisible
  public void closeWrite() {
    gateway.transport().closeWrite();
  }
}
