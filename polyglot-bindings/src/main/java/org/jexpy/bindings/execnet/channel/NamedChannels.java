package org.jexpy.bindings.execnet.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** Collects the channels that an item names. */
final class NamedChannels implements IntConsumer {
  private final ChannelTable table;
  private List<RawChannel> found = List.of();

  NamedChannels(ChannelTable table) {
    this.table = table;
  }

  @Override
  public void accept(int id) {
    if (found.isEmpty()) {
      found = new ArrayList<>();
    }
    found.add(table.ofPeer(id));
  }

  List<RawChannel> all() {
    return found;
  }
}
