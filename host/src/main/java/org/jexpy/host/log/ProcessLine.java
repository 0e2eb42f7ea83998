package org.jexpy.host.log;

import java.time.Instant;
import java.time.ZoneId;
import org.jexpy.bindings.exos.core.LogLine;

/**
 * A line in the log of a process.
 *
 * @param time when it was complete
 * @param source where it comes from
 * @param text the line without its end, as it was printed; it may hold what a terminal obeys
 */
public record ProcessLine(Instant time, Source source, String text) {
  /** What a line costs in memory beside its text. */
  private static final int OVERHEAD = 64;

  /** Where a line comes from. */
  public enum Source {
    /** The process's standard output. */
    OUT("out"),
    /** The process's standard error. */
    ERR("err"),
    /** The container, about the process. */
    NOTE("note");

    private final String label;

    Source(String label) {
      this.label = label;
    }

    /** How the log names it. */
    public String label() {
      return label;
    }
  }

  /**
   * The line with its time and source, harmless to a terminal.
   *
   * @param zone the zone in which times are shown
   * @return {@code MM/DD/YYYY HH:MM:SS.hh <out> text}
   */
  public String line(ZoneId zone) {
    // Not by formatted(), which costs more than all the rest: processes print a lot.
    return LogLine.time(time, zone) + " <" + source.label() + "> " + LogLine.harmless(text);
  }

  int cost() {
    return text.length() + OVERHEAD;
  }
}
