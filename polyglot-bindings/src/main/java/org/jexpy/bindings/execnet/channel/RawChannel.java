package org.jexpy.bindings.execnet.channel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jexpy.bindings.execnet.serial.BytesItem;
import org.jexpy.bindings.execnet.serial.ChannelReference;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose items are bytes (§1.5, §4); any number of threads may use it. While it is open
 * both sides may send. When the other side has closed it, or its gateway has ended, what came
 * before can still be received.
 */
public final class RawChannel implements ChannelReference {
  private final ChannelTable table;
  private final ChannelState state;
  private final ItemQueue queue;
  private volatile Coercion coercion;

  RawChannel(ChannelTable table, ChannelState state, Coercion coercion) {
    this.table = table;
    this.state = state;
    this.coercion = coercion;
    this.queue = new ItemQueue(table.backlog(), state.waiting);
  }

  @Override
  public int id() {
    return state.id;
  }

  /**
   * Send an item.
   *
   * @param item its bytes, without a version and with STOP; nobody changes them any more
   * @throws ChannelIoException if the channel is closed, or the connection gone
   */
  public void send(byte[] item) {
    if (state.closed()) {
      throw new ChannelIoException("cannot send to " + this);
    }
    try {
      table.sink().send(new Frame(MessageType.CHANNEL_DATA, state.id, item));
    } finally {
      // Not closed for want of somebody who has it before this is sent.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Send an item that is bytes, which are read meanwhile.
   *
   * @param length how many, at most {@link BytesItem#LONGEST}
   * @param from the bytes; where it ends before, or fails, zeros are sent
   * @return what it has failed with; null if it gave all
   * @throws ChannelIoException if the channel is closed, or the connection gone
   */
  public @Nullable IOException sendBytes(int length, InputStream from) {
    if (state.closed()) {
      throw new ChannelIoException("cannot send to " + this);
    }
    AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
    try {
      table
          .sink()
          .send(
              MessageType.CHANNEL_DATA,
              state.id,
              BytesItem.size(length),
              out -> failure.set(BytesItem.write(out, length, from)));
    } finally {
      Reference.reachabilityFence(this);
    }
    return failure.get();
  }

  /**
   * Take the next item; waits for it.
   *
   * @param limit how long to wait at most; null for ever
   * @return the item
   * @throws ChannelTimeoutException if none came in time
   * @throws RemoteErrorException if there are no more, once for each error of the other side
   * @throws ChannelEofException if there are no more
   * @throws ChannelIoException if a callback gets the items
   */
  public Item receive(@Nullable Duration limit) throws InterruptedException {
    try {
      @Nullable Item item = queue.take(limit);
      if (item == null) {
        throw atEnd();
      }
      return item;
    } finally {
      // Whoever waits has the channel.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Take the next item when it comes. Who depends on it is run by the thread that reads for the
   * gateway, and should not take long.
   *
   * @param limit how long to wait at most; null for ever
   * @return the item; fails as {@link #receive} does
   */
  public CompletionStage<Item> receiveAsync(@Nullable Duration limit) {
    CompletableFuture<@Nullable Item> asked = queue.ask();
    if (asked.isDone()) {
      return asked.thenApply(this::itemOrEnd);
    }
    // Until the item comes nobody but this stage may have the channel.
    table.pin(this);
    CompletionStage<Item> answer =
        asked.whenComplete((item, failure) -> table.unpin(this)).thenApply(this::itemOrEnd);
    if (limit == null) {
      return answer;
    }
    // What has run out of time takes no item.
    CompletableFuture<@Nullable Item> _ = asked.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS);
    return answer.exceptionallyCompose(
        failure ->
            CompletableFuture.failedStage(
                failure.getCause() instanceof TimeoutException
                    ? ItemQueue.tooLate(limit)
                    : failure));
  }

  private Item itemOrEnd(@Nullable Item item) {
    if (item == null) {
      throw new CompletionException(atEnd());
    }
    return item;
  }

  /** Whether somebody waits by {@link #receiveAsync}. */
  boolean asked() {
    return queue.asked();
  }

  private ExecnetException atEnd() {
    Optional<ExecnetException> failure = failure();
    return failure.orElseGet(() -> new ChannelEofException(""));
  }

  private Optional<ExecnetException> failure() {
    Optional<String> error = state.takeError();
    return error.isPresent()
        ? error.map(RemoteErrorException::new)
        : table.sink().lost().map(ChannelEofException::new);
  }

  /** The next error of the other side that nobody has asked for; it counts as asked for then. */
  public Optional<String> takeRemoteError() {
    return state.takeError();
  }

  /**
   * Have a callback get the items, those that wait at once and in this thread, the others in the
   * thread that reads for the gateway, one after the other. It goes on when nobody has the channel
   * any more. If it fails the channel is closed, with the error.
   *
   * @param callback gets each item
   * @param end runs once when there will be no more; null for nothing
   * @throws ChannelIoException if there is a callback already
   */
  public void onItem(Consumer<Item> callback, @Nullable Runnable end) {
    table.listen(this, callback, end);
  }

  /** For the table, which has the receive lock. */
  @Nullable Listener startListening(Consumer<Item> callback, @Nullable Runnable end) {
    if (state.listening) {
      throw new ChannelIoException(this + " has callback already registered");
    }
    state.listening = true;
    queue.give();
    Listener listener = new Listener(callback, end, coercion);
    for (Item item = queue.poll(); item != null; item = queue.poll()) {
      callback.accept(item);
    }
    if (queue.ended()) {
      listener.ended();
      return null;
    }
    return listener;
  }

  /**
   * Wait until the other side has closed, or its gateway has ended; items can still be received.
   *
   * @param limit how long to wait at most; null for ever
   * @throws ChannelTimeoutException if that did not happen in time
   * @throws RemoteErrorException once for each error of the other side
   * @throws ChannelEofException if the connection was lost
   */
  public void waitClose(@Nullable Duration limit) throws InterruptedException {
    try {
      if (limit == null) {
        state.receiveClosed.get();
      } else {
        state.receiveClosed.get(limit.toNanos(), TimeUnit.NANOSECONDS);
      }
    } catch (TimeoutException e) {
      throw new ChannelTimeoutException("Timeout after %s seconds".formatted(Seconds.of(limit)));
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      Reference.reachabilityFence(this);
    }
    Optional<ExecnetException> failure = failure();
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  /**
   * Tells when the other side has closed, or its gateway has ended.
   *
   * @return fails as {@link #waitClose} does
   */
  public CompletionStage<@Nullable Void> waitCloseAsync() {
    return state.receiveClosed.thenApply(
        nothing -> {
          Optional<ExecnetException> failure = failure();
          if (failure.isPresent()) {
            throw new CompletionException(failure.get());
          }
          return null;
        });
  }

  /** Whether it is closed in both directions. */
  public boolean isClosed() {
    return state.closed();
  }

  /** Whether the other side will send no more. */
  public boolean isReceiveClosed() {
    return state.receiveClosed.isDone();
  }

  /**
   * Close it in both directions; nothing if it is.
   *
   * @param error the text of an error for the other side; null for none
   * @throws ChannelIoException if what was executed with this channel still runs, or the connection
   *     is gone
   */
  public void close(@Nullable String error) {
    if (state.executing) {
      throw new ChannelIoException("cannot explicitly close channel within remote_exec");
    }
    shut(error);
  }

  private void shut(@Nullable String error) {
    if (!state.close()) {
      return;
    }
    // Who sees the other side's answer finds the channel gone here.
    queue.end();
    table.leave(state.id);
    try {
      table
          .sink()
          .send(
              error == null
                  ? Frame.of(MessageType.CHANNEL_CLOSE, state.id)
                  : ChannelTable.closeError(state.id, error));
    } finally {
      state.receiveClosed.complete(null);
    }
  }

  /** What the other side wants executed with this channel begins: from now on it ends it. */
  public void executing() {
    state.executing = true;
  }

  /**
   * What was executed with this channel has ended, and the channel with it.
   *
   * @param error the text of its error; null if it ended well
   * @throws ChannelIoException if the connection is gone
   */
  public void executed(@Nullable String error) {
    state.executing = false;
    shut(error);
  }

  /** How strings are read. */
  public Coercion coercion() {
    return coercion;
  }

  /**
   * Have the other side read strings of this channel in another way, and note the same here.
   *
   * @param coercion the way
   * @throws ChannelIoException if the connection is gone
   */
  public void reconfigure(Coercion coercion) {
    this.coercion = coercion;
    table
        .sink()
        .send(
            new Frame(
                MessageType.RECONFIGURE,
                state.id,
                Dumper.dump(Tuple.of(coercion.py2AsPy3(), coercion.py3AsPy2()))));
  }

  void setCoercion(Coercion changed) {
    coercion = changed;
  }

  /** An item has come. */
  void deliver(byte[] payload) {
    queue.put(Item.of(payload, coercion, table));
  }

  /** The other side will send no more. */
  void endReceiving(@Nullable String error) {
    if (error != null) {
      state.addError(error);
    }
    queue.end();
  }

  /** The same, when it is in no table any more. */
  void endedReceiving(boolean sendOnly) {
    if (!sendOnly) {
      state.close();
    }
    state.receiveClosed.complete(null);
  }

  /** As execnet shows it. */
  @Override
  public String toString() {
    return "<Channel id=%d %s>".formatted(state.id, isClosed() ? "closed" : "open");
  }
}
