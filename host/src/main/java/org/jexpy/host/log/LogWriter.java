package org.jexpy.host.log;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The only thread that writes logs to the disk. A disk that fails is reported once for each file,
 * and once more when it works again; the writer goes on.
 */
final class LogWriter implements AutoCloseable {
  /** How long a line waits for room. Guests feel it only while a disk is stuck. */
  static final Duration PATIENCE = Duration.ofMillis(50);

  /** How long its end waits for the disk. */
  private static final long END_SECONDS = 5;

  private final BlockingQueue<Optional<LogFile>> work = new LinkedBlockingQueue<>();
  private final LogAppender appender;
  private final Duration patience;
  private final Consumer<String> troubles;
  private final Thread thread;
  private volatile boolean closed;

  private LogWriter(
      ThreadFactory threads, LogAppender appender, Duration patience, Consumer<String> troubles) {
    this.appender = appender;
    this.patience = patience;
    this.troubles = troubles;
    this.thread = threads.newThread(this::run);
  }

  /**
   * Start the writer.
   *
   * @param threads makes its thread
   * @param appender how bytes get into files
   * @param patience how long a line waits for room, if it may
   * @param troubles told about disks that fail, on the writer's thread
   */
  static LogWriter start(
      ThreadFactory threads, LogAppender appender, Duration patience, Consumer<String> troubles) {
    LogWriter writer = new LogWriter(threads, appender, patience, troubles);
    writer.thread.start();
    return writer;
  }

  /** A file of logs, which is made with its first line. */
  LogFile open(Path file) {
    return new LogFile(file, this, patience);
  }

  /** A file has lines to write; each file stands in the queue once. */
  void wants(LogFile file) {
    work.add(Optional.of(file));
  }

  /** Whether nothing is written any more. */
  boolean isClosed() {
    return closed;
  }

  void report(String trouble) {
    troubles.accept(trouble);
  }

  private void run() {
    try {
      for (Optional<LogFile> next = work.take(); next.isPresent(); next = work.take()) {
        next.get().write(appender);
      }
    } catch (InterruptedException e) {
      // Nobody interrupts it but a program that ends all of its threads.
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what waits and ends the thread, unless the disk is stuck. */
  @Override
  public void close() {
    closed = true;
    work.add(Optional.empty());
    try {
      thread.join(TimeUnit.SECONDS.toMillis(END_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
