package org.jexpy.bindings.execnet.gateway;

import java.util.Map;
import org.jexpy.bindings.execnet.channel.Item;
import org.jexpy.bindings.execnet.serial.LoadException;

/**
 * How a worker is.
 *
 * @param channels how many channels it has
 * @param executing how many things it executes
 * @param execModel how it does that
 */
public record RemoteStatus(int channels, int executing, String execModel) {
  static RemoteStatus of(Item item) {
    if (item.value() instanceof Map<?, ?> map
        && map.get("numchannels") instanceof Long channels
        && map.get("numexecuting") instanceof Long executing
        && map.get("execmodel") instanceof String model) {
      return new RemoteStatus(Math.toIntExact(channels), Math.toIntExact(executing), model);
    }
    throw new LoadException("the other side sent a status that is none");
  }
}
