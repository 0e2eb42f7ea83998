package org.jexpy.host.command.process;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;
import org.jexpy.host.supervision.HeartbeatInfo;
import org.jexpy.host.supervision.ProcessTable;
import org.jspecify.annotations.Nullable;

/** {@code show heartbeat process}: the threads that have to say that they are alive. */
public final class ShowHeartbeat extends ProcessCommand {
  private static final double MILLIS = 1000;

  /**
   * The command.
   *
   * @param table the processes
   */
  public ShowHeartbeat(ProcessTable table) {
    super(
        table,
        "show heartbeat process {<name>}",
        "the threads that are watched, and when they were alive");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    Optional<String> name = call.find("name");
    name.ifPresent(table::existing);
    Report.Builder report =
        Report.table(
            Column.left("Process Name", "name"),
            Column.left("Thread", "thread"),
            Column.right("Period", "periodSeconds").shownBy(ShowHeartbeat::seconds),
            Column.right("Last Beat Ago", "lastBeatAgoSeconds").shownBy(ShowHeartbeat::seconds),
            Column.left("Missed", "missed")
                .shownBy(missed -> Boolean.TRUE.equals(missed) ? "Yes" : "No"));
    for (HeartbeatInfo one : table.heartbeats()) {
      if (name.map(one.process()::equals).orElse(true)) {
        report.row(
            one.process(), one.thread(), number(one.period()), number(one.silent()), one.missed());
      }
    }
    call.out().report(report.build());
    return done();
  }

  private static double number(Duration time) {
    return time.toMillis() / MILLIS;
  }

  private static String seconds(@Nullable Object number) {
    return number instanceof Double value ? String.format(Locale.ROOT, "%.1f s", value) : "";
  }
}
