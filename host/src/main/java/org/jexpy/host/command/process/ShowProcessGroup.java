package org.jexpy.host.command.process;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;
import org.jexpy.host.supervision.GroupReport;
import org.jexpy.host.supervision.ProcessTable;
import org.jspecify.annotations.Nullable;

/**
 * {@code show process group}: what the processes ({@code other}) or the container itself ({@code
 * exos}) use.
 */
public final class ShowProcessGroup extends ProcessCommand {
  private static final double MEGABYTE = 1 << 20;

  /**
   * The command.
   *
   * @param table the processes
   */
  public ShowProcessGroup(ProcessTable table) {
    super(
        table,
        "show process group {exos | other}",
        "what the processes, or the container itself, use of the machine");
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    if (call.has("exos")) {
      return table.group().itself().thenAccept(group -> summary(call, "exos", group));
    }
    return table
        .group()
        .other()
        .thenAccept(
            group -> {
              summary(call, "other", group);
              call.out().note("");
              members(call, group);
            });
  }

  private static void summary(Invocation call, String name, GroupReport group) {
    Report.Builder report =
        Report.fields(
            Column.left("Process Group", "group"),
            Column.right("CPU", "cpuPercent").shownBy(ShowProcessGroup::percentOfCores),
            Column.right("CPU Peak", "cpuPeakPercent").shownBy(ShowProcessGroup::percentOfCores),
            Column.right("CPU Limit", "cpuLimitPercent").shownBy(ShowProcessGroup::limit),
            Column.right("Memory Limit", "memoryLimitPercent").shownBy(ShowProcessGroup::limit),
            Column.right("Heap Of All", "heapUsedBytes").shownBy(ShowProcessGroup::megabytes),
            Column.right("Heap Maximum", "heapMaxBytes").shownBy(ShowProcessGroup::megabytes),
            Column.right("Limit Warnings", "warnings"),
            Column.right("Throttlings", "throttlings"));
    report.row(
        name,
        rounded(group.cpuPercent()),
        rounded(group.peakCpuPercent()),
        number(group.limits().cpu()),
        number(group.limits().memory()),
        group.heapUsed(),
        group.heapMax(),
        group.warnings(),
        group.throttlings());
    call.out().report(report.build());
    call.out().note("Processes share one heap: it is not known how much of it each of them holds.");
  }

  private static void members(Invocation call, GroupReport group) {
    Report.Builder report =
        Report.table(
            Column.left("Process Name", "name"),
            Column.right("CPU", "cpuPercent").shownBy(ShowProcessGroup::percent),
            Column.right("Allocates", "allocatedBytesPerSecond").shownBy(ShowProcessGroup::rate),
            Column.left("Throttled", "throttled")
                .shownBy(throttled -> Boolean.TRUE.equals(throttled) ? "Yes" : "No"));
    group
        .members()
        .forEach(
            member ->
                report.row(
                    member.name(),
                    rounded(member.cpuPercent()),
                    Math.round(member.allocatedPerSecond()),
                    member.throttled()));
    call.out().report(report.build());
  }

  private static double rounded(double percent) {
    return Math.round(percent * 10) / 10.0;
  }

  private static @Nullable Integer number(OptionalInt limit) {
    return limit.isPresent() ? limit.getAsInt() : null;
  }

  private static String limit(@Nullable Object percent) {
    return percent == null ? "none" : percent + " %";
  }

  private static String percent(@Nullable Object percent) {
    return percent + " %";
  }

  private static String percentOfCores(@Nullable Object percent) {
    return percent + " % of all cores";
  }

  private static String megabytes(@Nullable Object bytes) {
    return bytes instanceof Long count
        ? String.format(Locale.ROOT, "%.0f MiB", count / MEGABYTE)
        : "";
  }

  private static String rate(@Nullable Object bytes) {
    return bytes instanceof Long count
        ? String.format(Locale.ROOT, "%.1f MiB/s", count / MEGABYTE)
        : "";
  }
}
