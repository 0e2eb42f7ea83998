package org.jexpy.bindings.execnet.group;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jspecify.annotations.Nullable;

/** Channels that are used together (§1.3). */
public final class MultiChannel {
  private final List<RawChannel> channels;
  private @Nullable BlockingQueue<Arrival> queue;

  /**
   * Something that a channel received.
   *
   * @param channel the channel
   * @param item what it received; empty at its end
   */
  public record Arrival(RawChannel channel, Optional<Item> item) {}

  /**
   * Channels together.
   *
   * @param channels the channels, in order
   */
  public MultiChannel(List<RawChannel> channels) {
    this.channels = List.copyOf(channels);
  }

  /** The channels, in order. */
  public List<RawChannel> channels() {
    return channels;
  }

  /**
   * Send an item to each.
   *
   * @param item its bytes, without a version
   * @throws ExecnetException if one cannot be sent to; those behind it get nothing
   */
  public void sendEach(byte[] item) {
    for (RawChannel channel : channels) {
      channel.send(item);
    }
  }

  /**
   * Take an item from each; waits for them, in order.
   *
   * @return the items, in the order of the channels
   * @throws ExecnetException as {@link RawChannel#receive}
   * @throws IllegalStateException if a queue gets the items
   */
  public synchronized List<Item> receiveEach() throws InterruptedException {
    if (queue != null) {
      throw new IllegalStateException("a queue gets the items of these channels");
    }
    List<Item> items = new ArrayList<>();
    for (RawChannel channel : channels) {
      items.add(channel.receive(null));
    }
    return items;
  }

  /**
   * A queue that gets the items of all, as they come, and the end of each.
   *
   * @return the queue, the same at each call
   * @throws ExecnetException if one has a callback
   */
  public synchronized BlockingQueue<Arrival> receiveQueue() {
    if (queue == null) {
      BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
      for (RawChannel channel : channels) {
        channel.onItem(
            item -> arrivals.add(new Arrival(channel, Optional.of(item))),
            () -> arrivals.add(new Arrival(channel, Optional.empty())));
      }
      queue = arrivals;
    }
    return queue;
  }

  /**
   * Wait until all are closed by the other side.
   *
   * @throws ExecnetException the first error of one
   */
  public void waitClose() throws InterruptedException {
    @Nullable ExecnetException first = null;
    for (RawChannel channel : channels) {
      try {
        channel.waitClose(null);
      } catch (ExecnetException e) {
        if (first == null) {
          first = e;
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
