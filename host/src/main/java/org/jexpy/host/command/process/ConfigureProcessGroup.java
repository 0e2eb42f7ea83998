package org.jexpy.host.command.process;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.process.GroupLimits;
import org.jexpy.host.supervision.ProcessTable;

/** {@code configure process group}: limits for all processes together. */
public final class ConfigureProcessGroup extends ProcessCommand {
  private final Runnable changed;

  /**
   * The command.
   *
   * @param table the processes
   * @param changed told that there is something to be saved
   */
  public ConfigureProcessGroup(ProcessTable table, Runnable changed) {
    super(
        table,
        "configure process group other [memory-limit <pct> | cpu-limit <pct>]",
        "limit what all processes may use together");
    this.changed = changed;
  }

  @Override
  public Map<String, String> hints() {
    return Map.of(
        "other", "the processes, in contrast to the container",
        "memory-limit", "percent of the largest heap",
        "cpu-limit", "percent of all cores",
        "pct", "a whole number from 1 to 100");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    GroupLimits limits = table.group().limits();
    table
        .group()
        .configure(
            call.has("cpu-limit")
                ? limits.withCpu(percent("cpu-limit", call.value("pct")))
                : limits.withMemory(percent("memory-limit", call.value("pct"))));
    changed.run();
    return done();
  }

  private static int percent(String what, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "%s is '%s' (expected: a percentage from 1 to 100)".formatted(what, text), e);
    }
  }
}
