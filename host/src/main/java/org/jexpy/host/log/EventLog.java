package org.jexpy.host.log;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.exos.core.Severity;

/**
 * The log of the container ({@code show log}): conditions that its parts and its processes have
 * met. The newest are in memory, all go to the file {@code ems.log} if there is a state directory.
 * Recording never waits. Safe for use by many threads.
 */
public final class EventLog {
  /** How many records are in memory. */
  public static final int CAPACITY = 10_000;

  /** A longer text is cut, so that what processes log has a bound. */
  static final int MAX_TEXT = 8192;

  private static final int MAX_NAME = 64;

  private final Clock clock;
  private final int capacity;
  private final Optional<LogFile> file;
  private final Deque<EventRecord> records = new ArrayDeque<>();
  private final Followers<EventRecord> followers = new Followers<>();

  EventLog(Clock clock, int capacity, Optional<LogFile> file) {
    this.clock = clock;
    this.capacity = capacity;
    this.file = file;
  }

  /**
   * Record a condition of the container itself.
   *
   * @param component the part of the container
   * @param condition the condition
   * @param severity how much it matters
   * @param text what happened
   */
  public void record(String component, String condition, Severity severity, String text) {
    record(new LoggedCondition(component, condition, severity, text), Optional.empty());
  }

  /**
   * Record a condition.
   *
   * @param met the condition
   * @param process the process that reports it, if one does
   */
  public void record(LoggedCondition met, Optional<String> process) {
    LoggedCondition bounded =
        new LoggedCondition(
            name(met.component()), name(met.condition()), met.severity(), text(met.text()));
    List<Follower<EventRecord>> told;
    // One lock for all, so that the file and followers have the order of the memory.
    synchronized (records) {
      EventRecord added = new EventRecord(clock.instant(), bounded, process);
      if (records.size() == capacity) {
        records.removeLast();
      }
      records.addFirst(added);
      file.ifPresent(target -> target.append(added.line(clock.getZone())));
      told = followers.offer(added);
    }
    told.forEach(Follower::tell);
  }

  /**
   * The records in memory.
   *
   * @param wanted which ones
   * @param max at most so many, the newest
   * @return the records, newest first
   */
  public List<EventRecord> records(Predicate<EventRecord> wanted, int max) {
    List<EventRecord> found = new ArrayList<>();
    synchronized (records) {
      for (Iterator<EventRecord> all = records.iterator(); all.hasNext() && found.size() < max; ) {
        EventRecord next = all.next();
        if (wanted.test(next)) {
          found.add(next);
        }
      }
    }
    return found;
  }

  /**
   * The records in memory as {@code show log} prints them: newest first, a blank line and a total
   * (specification of EXOS §1.3).
   *
   * @param wanted which ones
   * @return lines
   */
  public List<String> show(Predicate<EventRecord> wanted) {
    List<String> lines = new ArrayList<>();
    List<EventRecord> found = records(wanted, Integer.MAX_VALUE);
    found.forEach(each -> lines.add(each.line(clock.getZone())));
    lines.add("");
    lines.add("A total of %d log messages were displayed.".formatted(found.size()));
    return lines;
  }

  /**
   * Follow the log from now on.
   *
   * @param max how many records wait for the follower; what comes then is dropped and counted
   * @param available run, on the thread that records, when there is something after there was
   *     nothing; it must only pass the word on
   * @return the follower, to be closed
   */
  public Follower<EventRecord> follow(int max, Runnable available) {
    return followers.add(max, available);
  }

  private static String name(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_-]", "_");
    return safe.substring(0, Math.min(safe.length(), MAX_NAME));
  }

  private static String text(String text) {
    if (text.length() <= MAX_TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MAX_TEXT - 1)) ? MAX_TEXT - 1 : MAX_TEXT;
    return "%s … (%d more characters)".formatted(text.substring(0, end), text.length() - end);
  }
}
