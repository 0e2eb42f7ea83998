package org.jexpy.bindings.exos.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.jexpy.bindings.service.CallContext;

/**
 * The log of a process that no container manages: lines on a stream, written whole and at once. A
 * stream that cannot be written loses them, as a log must not break what it tells of. Safe for use
 * by many threads.
 */
public final class StreamLog implements LogSink {
  private final OutputStream out;
  private final Clock clock;

  /**
   * A log.
   *
   * @param out where lines go; not closed
   * @param clock tells the time, and the zone in which it is shown
   */
  public StreamLog(OutputStream out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  @Override
  public void record(CallContext call, LoggedCondition met) {
    write(LogLine.of(clock.instant(), clock.getZone(), met));
  }

  @Override
  public void print(CallContext call, String line) {
    write(LogLine.harmless(line));
  }

  private synchronized void write(String line) {
    try {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      // Nobody reads it; the script goes on.
    }
  }
}
