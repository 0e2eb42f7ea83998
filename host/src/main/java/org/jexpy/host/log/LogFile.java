package org.jexpy.host.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jexpy.sandbox.fs.FileFailures;

/**
 * A file of lines, written by the {@link LogWriter}. What waits to be written has a bound, for each
 * file its own, so that a flood of one costs no line of another. Lines beyond it are dropped, and
 * counted in their place: {@code … 12 lines dropped}.
 */
final class LogFile {
  /** How many bytes wait at most. */
  static final int MAX_PENDING = 1 << 20;

  private final Path file;
  private final LogWriter writer;
  private final Duration patience;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();
  private ByteArrayOutputStream pending = new ByteArrayOutputStream();
  private long pendingLines;
  private long dropped;
  private boolean queued;

  // Of the writer's thread.
  private long lost;
  private boolean failing;

  LogFile(Path file, LogWriter writer, Duration patience) {
    this.file = file;
    this.writer = writer;
    this.patience = patience;
  }

  /**
   * Append a line. Never waits: for the main loop, among others.
   *
   * @param line the line without its end
   */
  void append(String line) {
    append(line, Duration.ZERO);
  }

  /**
   * Append a line, and wait for room for a moment, once for each time that the file is written.
   *
   * @param line the line without its end
   */
  void appendPatiently(String line) {
    append(line, patience);
  }

  private void append(String line, Duration wait) {
    byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
    boolean tell;
    if (writer.isClosed()) {
      return;
    }
    lock.lock();
    try {
      // After a gap none gets in until the gap is written, so that it is in its place.
      if (hasRoom(bytes) || (!wait.isZero() && waitForRoom(bytes, wait))) {
        pending.writeBytes(bytes);
        pendingLines++;
      } else {
        dropped++;
      }
      tell = !queued;
      queued = true;
    } finally {
      lock.unlock();
    }
    if (tell) {
      writer.wants(this);
    }
  }

  private boolean hasRoom(byte[] bytes) {
    return dropped == 0 && (pendingLines == 0 || pending.size() + bytes.length <= MAX_PENDING);
  }

  private boolean waitForRoom(byte[] bytes, Duration wait) {
    long left = wait.toNanos();
    try {
      while (!hasRoom(bytes)) {
        if (left <= 0 || dropped > 0) {
          return false;
        }
        left = room.awaitNanos(left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Writes what waits. Called by the writer's thread only. */
  void write(LogAppender appender) {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    long missing;
    long lines;
    lock.lock();
    try {
      if (lost > 0) {
        batch.writeBytes(gap(lost));
      }
      batch.writeBytes(pending.toByteArray());
      missing = dropped;
      lines = pendingLines;
      // A new one: the old may have grown to the bound.
      pending = new ByteArrayOutputStream();
      pendingLines = 0;
      dropped = 0;
      queued = false;
      room.signalAll();
    } finally {
      lock.unlock();
    }
    if (missing > 0) {
      batch.writeBytes(gap(missing));
    }
    try {
      appender.append(file, batch.toByteArray());
      if (failing) {
        failing = false;
        writer.report("%s is written again; lines that were lost: %d".formatted(file, lost));
      }
      lost = 0;
    } catch (IOException | RuntimeException e) {
      lost += lines + missing;
      if (!failing) {
        failing = true;
        writer.report(
            "%s cannot be written: %s; what is logged meanwhile is lost to the file"
                .formatted(file, FileFailures.reason(e)));
      }
    }
  }

  private static byte[] gap(long lines) {
    return "… %d %s dropped\n"
        .formatted(lines, lines == 1 ? "line" : "lines")
        .getBytes(StandardCharsets.UTF_8);
  }
}
