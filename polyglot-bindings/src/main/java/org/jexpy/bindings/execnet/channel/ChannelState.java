package org.jexpy.bindings.execnet.channel;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a channel. It does not know the channel, so that it can do what is left to do
 * when nobody has that any more.
 */
final class ChannelState implements Runnable {
  final int id;
  private final ChannelTable table;

  /** Errors that the other side sent and nobody has asked for. */
  private final ArrayDeque<String> errors = new ArrayDeque<>();

  private final AtomicBoolean closed = new AtomicBoolean();
  final CompletableFuture<@Nullable Void> receiveClosed = new CompletableFuture<>();

  /** How many bytes of items nobody has taken. */
  final AtomicLong waiting = new AtomicLong();

  volatile boolean listening;

  /** Whether what was executed with it runs: then only its end closes it. */
  volatile boolean executing;

  ChannelState(int id, ChannelTable table) {
    this.id = id;
    this.table = table;
  }

  boolean closed() {
    return closed.get();
  }

  /** Close it; false if it was. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  void addError(String error) {
    synchronized (errors) {
      errors.add(error);
    }
  }

  Optional<String> takeError() {
    synchronized (errors) {
      return Optional.ofNullable(errors.poll());
    }
  }

  /** Nobody has the channel any more. */
  @Override
  public void run() {
    boolean open = !closed() && !receiveClosed.isDone();
    table.forget(id);
    table.backlog().remove(waiting.get());
    if (open && close()) {
      table.sendQuietly(
          Frame.of(listening ? MessageType.CHANNEL_LAST_MESSAGE : MessageType.CHANNEL_CLOSE, id));
    }
    takeError().ifPresent(table::warnOfError);
  }
}
