package org.jexpy.host.log;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jexpy.bindings.exos.core.LogLine;
import org.jexpy.bindings.exos.core.LoggedCondition;

/**
 * A condition that was met, with its time and process.
 *
 * @param time when
 * @param met the condition
 * @param process the process that reported it; empty if the container did
 */
public record EventRecord(Instant time, LoggedCondition met, Optional<String> process) {
  /**
   * The line of {@code show log}.
   *
   * @param zone the zone in which times are shown
   * @return {@code MM/DD/YYYY HH:MM:SS.hh <Sev:Component.condition> text}
   */
  public String line(ZoneId zone) {
    return LogLine.of(time, zone, met);
  }
}
