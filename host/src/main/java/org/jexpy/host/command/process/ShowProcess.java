package org.jexpy.host.command.process;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.supervision.ProcessTable;
import org.jexpy.host.supervision.RunInfo;
import org.jspecify.annotations.Nullable;

/** {@code show process}: the table of specification of EXOS §4.3, and what there is besides. */
public final class ShowProcess extends ProcessCommand {
  private final String version;
  private final DateTimeFormatter times;

  /**
   * The command.
   *
   * @param table the processes
   * @param version the version that running processes have
   * @param zone the time zone of the times shown
   */
  public ShowProcess(ProcessTable table, String version, ZoneId zone) {
    super(
        table,
        "show process {<name:process>} {[detail | description]} {slot <slotid>}",
        "the processes and their states");
    this.version = version;
    this.times =
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT).withZone(zone);
  }

  @Override
  CompletionStage<Void> execute(Invocation call) {
    Place.require(call);
    List<ProcessInfo> chosen = chosen(call);
    if (call.has("detail")) {
      call.out().report(detail(chosen));
    } else if (call.has("description")) {
      call.out().report(descriptions(chosen));
    } else {
      call.out().report(overview(chosen));
    }
    return done();
  }

  private List<ProcessInfo> chosen(Invocation call) {
    Optional<String> name = call.find("name");
    return name.isEmpty() ? table.all() : List.of(table.existing(name.get()));
  }

  private Report overview(List<ProcessInfo> processes) {
    Report.Builder report =
        Report.table(
            Column.left("Process Name", "name"),
            Column.left("Version", "version"),
            Column.right("Restart", "restart"),
            Column.left("State", "state"),
            Column.left("Start Time", "startTime").shownBy(this::time));
    for (ProcessInfo info : processes) {
      report.row(
          info.spec().name(),
          info.startedAt().isPresent() ? version : "Not Started",
          info.restarts(),
          stateWord(info.state()),
          info.startedAt().orElse(null));
    }
    return report.build();
  }

  private static Report descriptions(List<ProcessInfo> processes) {
    Report.Builder report =
        Report.table(
            Column.left("Process Name", "name"), Column.left("Description", "description"));
    processes.forEach(info -> report.row(info.spec().name(), info.spec().description().orElse("")));
    return report.build();
  }

  private Report detail(List<ProcessInfo> processes) {
    Report.Builder report =
        Report.fields(
            Column.left("Process Name", "name"),
            Column.left("Description", "description"),
            Column.left("Program", "program"),
            Column.left("Arguments", "arguments"),
            Column.left("Start", "start"),
            Column.left("VR", "vr"),
            Column.left("State", "state"),
            Column.left("Detail", "detail"),
            Column.right("Restart", "restart"),
            Column.left("Start Time", "startTime").shownBy(this::time),
            Column.left("Start Kind", "startKind"),
            Column.right("Exit Status", "exitStatus"),
            Column.left("Threads", "threads"),
            Column.left("Resources", "resources"));
    for (ProcessInfo info : processes) {
      RunInfo run = table.run(info.spec().name());
      report.row(
          info.spec().name(),
          info.spec().description().orElse(null),
          info.spec().program().keyword() + " " + info.spec().program().target(),
          info.spec().arguments(),
          info.spec().start().keyword(),
          info.spec().vr(),
          stateWord(info.state()) + (info.stopping() ? " (stopping)" : ""),
          info.detail().orElse(null),
          info.restarts(),
          info.startedAt().orElse(null),
          info.startKind().orElse(null),
          info.exitStatus().isPresent() ? info.exitStatus().getAsInt() : null,
          run.threads(),
          run.resources());
    }
    return report.build();
  }

  private String time(@Nullable Object instant) {
    return instant == null ? "" : times.format((Instant) instant);
  }

  /** The words of the switch. */
  private static String stateWord(ProcessState state) {
    return switch (state) {
      case FAIL -> "Fail";
      case STOPPED -> "Stopped";
      case STARTED -> "Started";
      case BOOTING -> "Booting";
      case LOADCFG -> "LoadCfg";
      case READY -> "Ready";
    };
  }
}
