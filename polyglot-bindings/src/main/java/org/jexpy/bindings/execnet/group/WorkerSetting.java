package org.jexpy.bindings.execnet.group;

import java.util.Map;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.serial.Tuple;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jspecify.annotations.Nullable;

/** Has a new worker change its directory, its niceness and its environment. */
final class WorkerSetting {
  private static final String SOURCE =
      """
      import os
      where, nice, environment = channel.receive()
      if where:
          if not os.path.isdir(where):
              os.mkdir(where)
          os.chdir(where)
      if nice and hasattr(os, 'nice'):
          os.nice(nice)
      os.environ.update(environment)
      """;

  private WorkerSetting() {}

  static void apply(Gateway gateway) throws InterruptedException {
    XSpec spec = gateway.spec();
    @Nullable String nice = spec.get("nice");
    @Nullable String where = spec.get("chdir");
    Map<String, String> environment = spec.environment();
    if (where == null && nice == null && environment.isEmpty()) {
      return;
    }
    RawChannel channel = gateway.remoteExec(SOURCE);
    channel.send(Dumper.dump(Tuple.of(where, nice == null ? 0 : number(nice), environment)));
    channel.waitClose(null);
  }

  private static int number(String nice) {
    try {
      return Integer.parseInt(nice.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "invalid literal for int() with base 10: '%s'".formatted(nice), e);
    }
  }
}
