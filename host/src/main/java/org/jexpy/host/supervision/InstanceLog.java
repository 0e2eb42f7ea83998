package org.jexpy.host.supervision;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.jexpy.bindings.exos.core.LogSink;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.service.CallContext;

/**
 * What one run of a process logs.
 *
 * @param process its name
 * @param system the system's log
 * @param own what it prints
 */
record InstanceLog(String process, BiConsumer<String, LoggedCondition> system, OutputStream own)
    implements LogSink {
  @Override
  public void record(CallContext call, LoggedCondition met) {
    system.accept(process, met);
  }

  @Override
  public void print(CallContext call, String line) {
    try {
      own.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      own.flush();
    } catch (IOException e) {
      // A log that cannot be kept; the container's own log says so.
    }
  }
}
