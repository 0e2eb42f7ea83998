package org.jexpy.host.state;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The process that uses a state directory, as it is written in the directory's {@code lock}.
 *
 * @param pid its process id
 * @param born when the system says that this process was started, which tells it from others that
 *     have the same number; empty if the system does not say
 * @param started when it took the directory
 * @param command how people know it, such as {@code jexpy serve --state DIR}
 */
public record Holder(long pid, Optional<Instant> born, Instant started, String command) {
  private static final int MAX_COMMAND = 1000;

  /** The system counts from its own start, whose time moves when its clock is set. */
  private static final Duration CLOCK_MOVES = Duration.ofSeconds(2);

  /** Makes the command one line of bounded length. */
  public Holder {
    command = command.replaceAll("\\p{Cntrl}", " ").strip();
    if (command.length() > MAX_COMMAND) {
      command = command.substring(0, MAX_COMMAND) + " …";
    }
  }

  /** This process, from now on. */
  static Holder self(String command) {
    ProcessHandle self = ProcessHandle.current();
    return new Holder(self.pid(), self.info().startInstant(), Instant.now(), command);
  }

  /** Whether it is a process that still runs, and not this one. */
  boolean isAnotherAlive() {
    return pid != ProcessHandle.current().pid()
        && ProcessHandle.of(pid)
            .map(ProcessHandle::info)
            // Of one that has ended and was not waited for, only the number is left.
            .filter(info -> info.command().isPresent())
            .flatMap(ProcessHandle.Info::startInstant)
            .filter(this::isBirth)
            .isPresent();
  }

  private boolean isBirth(Instant time) {
    return born.isPresent() && Duration.between(born.get(), time).abs().compareTo(CLOCK_MOVES) < 0;
  }

  /** The sentence part that names it. */
  String description() {
    return ProcessHandle.current().pid() == pid
        ? "this process (%s, since %s)".formatted(command, started)
        : "process %d (%s, since %s)".formatted(pid, command, started);
  }

  /** What is written into {@code lock}. */
  String text() {
    return "pid=%d%n%sstarted=%s%ncommand=%s%n"
        .formatted(pid, born.map("born=%s%n"::formatted).orElse(""), started, command);
  }

  /**
   * Read what {@link #text} wrote.
   *
   * @return the holder; empty if the text is none or only a part of one
   */
  static Optional<Holder> parse(String text) {
    Map<String, String> entries = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              if (equals > 0) {
                entries.put(line.substring(0, equals), line.substring(equals + 1));
              }
            });
    String command = entries.get("command");
    if (command == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Holder(
              Long.parseLong(entries.getOrDefault("pid", "")),
              Optional.ofNullable(entries.get("born")).map(Instant::parse),
              Instant.parse(entries.getOrDefault("started", "")),
              command));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
