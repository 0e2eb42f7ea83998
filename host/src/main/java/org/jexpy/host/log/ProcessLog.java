package org.jexpy.host.log;

import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a process prints ({@code show log process NAME}). The newest {@value #MEMORY} characters are
 * in memory; all lines go to the process's file if there is a state directory. A flood is slowed to
 * the speed of the disk; of one that is stuck or full, lines are dropped and counted in the file.
 * The log belongs to the name: it outlives the instances of the process. Safe for use by many
 * threads.
 */
public final class ProcessLog {
  /** How much is in memory, in characters, each line with some for itself. */
  public static final int MEMORY = 1 << 20;

  private final Clock clock;
  private final Optional<LogFile> file;
  private final Deque<ProcessLine> lines = new ArrayDeque<>();
  private final Followers<ProcessLine> followers = new Followers<>();
  private int used;

  ProcessLog(Clock clock, Optional<LogFile> file) {
    this.clock = clock;
    this.file = file;
  }

  /**
   * A stream for the standard output of an instance.
   *
   * @return the stream; closing it ends its last line and nothing else
   */
  public OutputStream out() {
    return new LineStream(line -> add(ProcessLine.Source.OUT, line));
  }

  /**
   * A stream for the standard error of an instance.
   *
   * @return the stream; closing it ends its last line and nothing else
   */
  public OutputStream err() {
    return new LineStream(line -> add(ProcessLine.Source.ERR, line));
  }

  /**
   * Add a remark of the container.
   *
   * @param text the remark
   */
  public void note(String text) {
    add(ProcessLine.Source.NOTE, text);
  }

  private void add(ProcessLine.Source source, String text) {
    ProcessLine line;
    List<Follower<ProcessLine>> told;
    synchronized (lines) {
      line = new ProcessLine(clock.instant(), source, text);
      lines.addLast(line);
      used += line.cost();
      while (used > MEMORY) {
        used -= lines.removeFirst().cost();
      }
      told = followers.offer(line);
    }
    told.forEach(Follower::tell);
    // Not under the lock, for this may wait; so lines of two streams may swap in the file.
    file.ifPresent(
        target -> {
          String shown = line.line(clock.getZone());
          if (source == ProcessLine.Source.NOTE) {
            target.append(shown);
          } else {
            target.appendPatiently(shown);
          }
        });
  }

  /**
   * The lines in memory.
   *
   * @param max at most so many, the newest
   * @return the lines, oldest first
   */
  public List<ProcessLine> lines(int max) {
    synchronized (lines) {
      List<ProcessLine> all = new ArrayList<>(lines);
      return List.copyOf(all.subList(Math.max(0, all.size() - max), all.size()));
    }
  }

  /**
   * Follow the log from now on.
   *
   * @param max how many lines wait for the follower; what comes then is dropped and counted
   * @param available run, on the thread that prints, when there is something after there was
   *     nothing; it must only pass the word on
   * @return the follower, to be closed
   */
  public Follower<ProcessLine> follow(int max, Runnable available) {
    return followers.add(max, available);
  }

  /** Its process is deleted: those who follow it get what waits, and nothing more. */
  void end() {
    followers.end();
  }
}
