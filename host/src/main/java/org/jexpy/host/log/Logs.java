package org.jexpy.host.log;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jexpy.bindings.exos.core.Severity;

/** All logs of a container. Safe for use by many threads. */
public final class Logs implements AutoCloseable {
  /** How large a file becomes before it is put aside as {@code FILE.1}. */
  public static final long MAX_FILE = 5L << 20;

  private final Clock clock;
  private final Optional<Path> folder;
  private final Optional<LogWriter> writer;
  private final EventLog events;
  private final Map<String, ProcessLog> processes = new ConcurrentHashMap<>();

  private Logs(Clock clock, Optional<Path> folder, Optional<ThreadFactory> threads) {
    this.clock = clock;
    this.folder = folder;
    this.writer =
        threads.map(
            factory ->
                LogWriter.start(
                    factory,
                    LogAppender.rotating(MAX_FILE),
                    LogWriter.PATIENCE,
                    this::reportTrouble));
    this.events = new EventLog(clock, EventLog.CAPACITY, file("ems.log"));
  }

  /**
   * Logs in memory only.
   *
   * @param clock tells the time, and the zone in which it is shown
   */
  public static Logs inMemory(Clock clock) {
    return new Logs(clock, Optional.empty(), Optional.empty());
  }

  /**
   * Logs in memory and in files: {@code ems.log}, and {@code process-NAME.log} for each process.
   *
   * @param folder the folder, which exists
   * @param clock tells the time, and the zone in which it is shown
   * @param threads makes the one thread that writes
   */
  public static Logs in(Path folder, Clock clock, ThreadFactory threads) {
    return new Logs(clock, Optional.of(folder), Optional.of(threads));
  }

  /** The log of the container. */
  public EventLog events() {
    return events;
  }

  /**
   * The log of a process, which begins with the first call.
   *
   * @param name the name of the process, valid as one
   */
  public ProcessLog process(String name) {
    return processes.computeIfAbsent(
        name, each -> new ProcessLog(clock, file("process-" + each + ".log")));
  }

  /**
   * Forget what is in memory of a process that is deleted. Its files stay.
   *
   * @param name the name of the process
   */
  public void forget(String name) {
    ProcessLog forgotten = processes.remove(name);
    if (forgotten != null) {
      forgotten.end();
    }
  }

  /** Writes what waits, for as long as the disk works; then lines go to the memory only. */
  @Override
  public void close() {
    writer.ifPresent(LogWriter::close);
  }

  private Optional<LogFile> file(String name) {
    return writer.flatMap(to -> folder.map(in -> to.open(in.resolve(name))));
  }

  private void reportTrouble(String trouble) {
    events.record("Log", "File", Severity.ERROR, trouble);
  }
}
