package org.jexpy.bindings.exos.core;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jexpy.bindings.service.CallContext;
import org.jspecify.annotations.Nullable;

/** The trace buffers of one process, in memory. Safe for use by many threads. */
public final class MemoryTraceBuffers implements TraceBuffers {
  /** The largest buffer: {@value} bytes. */
  public static final int MAX_SIZE = 16 << 20;

  /** How many buffers a process may have: {@value}. */
  public static final int MAX_BUFFERS = 64;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}");
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss.SSS", Locale.ROOT);

  private final Supplier<String> owner;
  private final Clock clock;
  private final TraceFiles files;
  private final Map<String, TraceBuffer> buffers = new LinkedHashMap<>();

  /**
   * No buffers yet.
   *
   * @param owner the name of the process, for the names of files
   * @param clock tells the time, and the zone in which it is shown
   * @param files where dumps go
   */
  public MemoryTraceBuffers(Supplier<String> owner, Clock clock, TraceFiles files) {
    this.owner = owner;
    this.clock = clock;
    this.files = files;
  }

  @Override
  public void create(CallContext call, String name, long size) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidTraceBufferException(
          "name of a trace buffer: '%s' (expected: letters, digits, '_', '.' and '-'; at most 64)"
              .formatted(name));
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new InvalidTraceBufferException(
          "size of trace buffer '%s': %d (expected: 1 to %d bytes)"
              .formatted(name, size, MAX_SIZE));
    }
    synchronized (buffers) {
      if (buffers.containsKey(name)) {
        throw new TraceBufferAlreadyExistsException(
            "trace buffer '%s' exists already".formatted(name));
      }
      if (buffers.size() == MAX_BUFFERS) {
        throw new InvalidTraceBufferException(
            "trace buffer '%s': the process has %d already, and may not have more"
                .formatted(name, MAX_BUFFERS));
      }
      buffers.put(name, new TraceBuffer((int) size));
    }
  }

  @Override
  public void log(CallContext call, String name, String text) {
    get(name).add(LogLine.time(clock.instant(), clock.getZone()) + " " + LogLine.harmless(text));
  }

  @Override
  public String dump(CallContext call, @Nullable String name, @Nullable String file) {
    String text = name == null ? all() : text(name);
    Instant now = clock.instant();
    ZoneId zone = clock.getZone();
    String target =
        file != null
            ? file
            : "%s-%s-%s.txt"
                .formatted(
                    owner.get(), name == null ? "all" : name, STAMP.format(now.atZone(zone)));
    return files.write(target, text);
  }

  @Override
  public void clear(CallContext call, @Nullable String name) {
    if (name != null) {
      get(name).clear();
      return;
    }
    synchronized (buffers) {
      buffers.values().forEach(TraceBuffer::clear);
    }
  }

  /** The names of the buffers, oldest first: for {@code debug ems show trace}. */
  public List<String> names() {
    synchronized (buffers) {
      return new ArrayList<>(buffers.keySet());
    }
  }

  /**
   * What a buffer holds.
   *
   * @param name the buffer
   * @return its entries, oldest first, each with the end of its line
   * @throws UnknownTraceBufferException if there is no such buffer
   */
  public String text(String name) {
    return get(name).text();
  }

  /** What all buffers hold, each below a line that names it. */
  public String all() {
    StringBuilder text = new StringBuilder();
    for (String name : names()) {
      TraceBuffer buffer = get(name);
      text.append("--- %s (%d bytes) ---\n".formatted(name, buffer.size())).append(buffer.text());
    }
    return text.toString();
  }

  private TraceBuffer get(String name) {
    synchronized (buffers) {
      TraceBuffer found = buffers.get(name);
      if (found == null) {
        throw new UnknownTraceBufferException(
            "there is no trace buffer '%s'; the process has %s"
                .formatted(name, buffers.isEmpty() ? "none" : buffers.keySet()));
      }
      return found;
    }
  }
}
