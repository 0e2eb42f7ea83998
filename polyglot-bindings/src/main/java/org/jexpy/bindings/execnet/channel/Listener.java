package org.jexpy.bindings.execnet.channel;

import java.util.function.Consumer;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jspecify.annotations.Nullable;

/**
 * What gets the items of a channel; it may outlive the channel.
 *
 * @param callback gets each item
 * @param end runs once at the end
 * @param coercion how strings are read, as it was when this was registered
 */
record Listener(Consumer<Item> callback, @Nullable Runnable end, Coercion coercion) {
  void ended() {
    if (end != null) {
      end.run();
    }
  }
}
