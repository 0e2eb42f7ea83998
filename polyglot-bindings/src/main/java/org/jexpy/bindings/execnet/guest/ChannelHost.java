package org.jexpy.bindings.execnet.guest;

import java.util.function.Consumer;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.execnet.channel.CallbackFailure;
import org.jexpy.bindings.execnet.channel.ChannelIoException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/**
 * A channel of a Python guest. What its methods answer is what {@link Answers} says; null if all
 * went well.
 */
public final class ChannelHost {
  private final GuestPatience patience;
  private final RawChannel channel;

  ChannelHost(GuestPatience patience, RawChannel channel) {
    this.patience = patience;
    this.channel = channel;
  }

  RawChannel raw() {
    return channel;
  }

  /** Its number. */
  @GuestVisible
  public int id() {
    return channel.id();
  }

  /** Send a number. */
  @GuestVisible
  public @Nullable String sendInteger(long value) {
    return send(Dumper.dump(value));
  }

  /** Send a text. */
  @GuestVisible
  public @Nullable String sendText(String text) {
    return send(Dumper.dump(text));
  }

  /** Send bytes. */
  @GuestVisible
  public @Nullable String sendBytes(String latin1) {
    return send(Dumper.dump(Answers.bytes(latin1)));
  }

  /** Send an item that the facade has made bytes of. */
  @GuestVisible
  public @Nullable String sendItem(String latin1) {
    return send(Answers.bytes(latin1));
  }

  private @Nullable String send(byte[] item) {
    if (channel.isClosed()) {
      return Answers.CLOSED;
    }
    return Answers.ofDoing(() -> channel.send(item));
  }

  /**
   * Take the next item.
   *
   * @param nanos how long to wait; negative for ever
   */
  @GuestVisible
  public @Nullable Object receive(long nanos) {
    return patience.wait(nanos, limit -> Answers.of(channel.receive(limit)));
  }

  /**
   * Wait until nothing more comes.
   *
   * @param nanos how long to wait; negative for ever
   */
  @GuestVisible
  public @Nullable Object waitClose(long nanos) {
    return patience.wait(
        nanos,
        limit -> {
          channel.waitClose(limit);
          return null;
        });
  }

  /**
   * Have a function get the items.
   *
   * @param deliver called with what {@link Answers} says of an item; what it returns, if not none,
   *     is the text of its failure
   * @param end called at the end; none for nothing
   */
  @GuestVisible
  public @Nullable String setCallback(Value deliver, Value end) {
    Consumer<Item> callback =
        item -> {
          Value failure = deliver.execute(Answers.of(item));
          if (!failure.isNull()) {
            throw new CallbackFailure(failure.asString());
          }
        };
    try {
      channel.onItem(callback, end.isNull() ? null : end::executeVoid);
      return null;
    } catch (ChannelIoException e) {
      return Answers.CLOSED;
    } catch (CallbackFailure e) {
      return null; // by an item that was there: the facade has the error itself
    }
  }

  /** Close both directions. */
  @GuestVisible
  public @Nullable String close() {
    return Answers.ofDoing(() -> channel.close(null));
  }

  /** Close both directions, as an error of the other side. */
  @GuestVisible
  public @Nullable String closeWith(String error) {
    return Answers.ofDoing(() -> channel.close(error));
  }

  /** Whether nothing can be sent. */
  @GuestVisible
  public boolean isClosed() {
    return channel.isClosed();
  }

  /** Whether nothing more comes. */
  @GuestVisible
  public boolean isReceiveClosed() {
    return channel.isReceiveClosed();
  }

  /**
   * Have the next error that nobody was told of, which counts as told then; null if there is none.
   */
  @GuestVisible
  public @Nullable String takeError() {
    return channel.takeRemoteError().map("r"::concat).orElse(null);
  }

  /** What becomes of strings, as {@link Answers#bits}. */
  @GuestVisible
  public int coercion() {
    return Answers.bits(channel.coercion());
  }

  /** Have strings become something else, at both ends. */
  @GuestVisible
  public @Nullable String reconfigure(boolean py2AsPy3, boolean py3AsPy2) {
    return Answers.ofDoing(() -> channel.reconfigure(new Coercion(py2AsPy3, py3AsPy2)));
  }
}
