package org.jexpy.bindings.execnet.channel;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose items are values, of the types of {@link Dumper}. It is a view of a {@link
 * RawChannel}, which is what a value that is a channel arrives as.
 *
 * @param raw the channel
 */
public record Channel(RawChannel raw) implements AutoCloseable {
  /**
   * Send a value.
   *
   * @param value the value
   * @throws org.jexpy.bindings.execnet.serial.DumpException if it has no form on the wire
   * @throws ChannelIoException if the channel is closed, or the connection gone
   */
  public void send(@Nullable Object value) {
    raw.send(Dumper.dump(value instanceof Channel channel ? channel.raw : value));
  }

  /**
   * Take the next value; waits for it.
   *
   * @return the value
   * @throws ExecnetException as {@link RawChannel#receive}
   */
  public @Nullable Object receive() throws InterruptedException {
    return raw.receive(null).value();
  }

  /**
   * Take the next value; waits for it.
   *
   * @param limit how long to wait at most
   * @return the value
   * @throws ExecnetException as {@link RawChannel#receive}
   */
  public @Nullable Object receive(Duration limit) throws InterruptedException {
    return raw.receive(limit).value();
  }

  /**
   * Take the next value when it comes.
   *
   * @return the value; fails as {@link RawChannel#receiveAsync} does
   */
  public CompletionStage<@Nullable Object> receiveAsync() {
    return raw.receiveAsync(null).thenApply(Item::value);
  }

  /**
   * Have a callback get the values, as {@link RawChannel#onItem}.
   *
   * @param callback gets each value
   * @param end runs once when there will be no more
   * @throws ChannelIoException if there is a callback already
   */
  public void onValue(Consumer<@Nullable Object> callback, Runnable end) {
    raw.onItem(item -> callback.accept(item.value()), end);
  }

  /**
   * Wait until the other side has closed, or its gateway has ended.
   *
   * @throws ExecnetException as {@link RawChannel#waitClose}
   */
  public void waitClose() throws InterruptedException {
    raw.waitClose(null);
  }

  /**
   * Close it in both directions; nothing if it is.
   *
   * @throws ChannelIoException if the connection is gone
   */
  @Override
  public void close() {
    raw.close(null);
  }
}
