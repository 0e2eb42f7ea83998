package org.jexpy.bindings.exos.core;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The lines of {@code show log}: {@code MM/DD/YYYY HH:MM:SS.hh <Sev:Component.condition> text}. */
public final class LogLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM/dd/yyyy HH:mm:ss.SS", Locale.ROOT);

  private LogLine() {}

  /**
   * The line of a record.
   *
   * @param time when the condition was met
   * @param zone the zone in which times are shown
   * @param met the condition
   * @return the line, without an end; further lines of its text are indented, so that none can be
   *     taken for a record
   */
  public static String of(Instant time, ZoneId zone, LoggedCondition met) {
    return "%s <%s:%s.%s> %s"
        .formatted(
            time(time, zone),
            met.severity().label(),
            met.component(),
            met.condition(),
            harmless(met.text()));
  }

  /**
   * A time as the log shows it.
   *
   * @param time the time
   * @param zone the zone in which it is shown
   * @return {@code MM/DD/YYYY HH:MM:SS.hh}
   */
  public static String time(Instant time, ZoneId zone) {
    return TIME.format(time.atZone(zone));
  }

  /**
   * A text that cannot pretend to be something else: what a terminal would obey is taken out, and
   * lines after the first are indented.
   *
   * @param text the text
   * @return the harmless text, without an end of line
   */
  public static String harmless(String text) {
    if (text.codePoints().noneMatch(character -> character < ' ' || character > '~')) {
      return text.stripTrailing();
    }
    return text.stripTrailing()
        .replaceAll("\\R", "\n    ")
        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }
}
