package org.jexpy.host.supervision;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jexpy.bindings.exos.core.MemoryTraceBuffers;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.host.process.StartMode;

/**
 * The processes of a container, by name. Belongs to the main loop: all methods are called there.
 * Failures are {@link ProcessException}s.
 */
public final class ProcessTable {
  private final Surroundings around;
  private final StartGate gate;
  private final Map<String, ManagedProcess> processes = new TreeMap<>();
  private final ProcessGroup group;
  private boolean closing;

  /**
   * An empty table.
   *
   * @param around what the processes stand on
   * @param startsAtOnce how many may start at once
   */
  public ProcessTable(Surroundings around, int startsAtOnce) {
    this.around = around;
    this.gate = new StartGate(startsAtOnce);
    this.group = new ProcessGroup(around, () -> ProcessGroup.running(processes));
  }

  MainLoop loop() {
    return around.loop();
  }

  /**
   * Take a name, and start the process if it is an auto one.
   *
   * @param spec what it is to be
   * @throws ProcessException if the name is taken
   */
  public void create(ProcessSpec spec) {
    refuseWhileClosing();
    if (processes.containsKey(spec.name())) {
      throw new ProcessException("Process %s already exists!".formatted(spec.name()));
    }
    ManagedProcess process = new ManagedProcess(spec, around, owner -> instance(spec, owner));
    processes.put(spec.name(), process);
    around.news().accept(new ProcessNews(ProcessChange.CREATED, process.info()));
    if (spec.start() == StartMode.AUTO) {
      process.start();
    }
  }

  private Instance instance(ProcessSpec spec, Instance.Owner owner) {
    if (spec.program() instanceof Program.Executable program) {
      return new ProgramInstance(spec, program, around, owner);
    }
    return new GuestInstance(spec, around, gate, owner, this);
  }

  /**
   * Start a process.
   *
   * @param name its name
   * @throws ProcessException if there is none, or it runs
   */
  public void start(String name) {
    refuseWhileClosing();
    named(name).start();
  }

  /**
   * Stop a process.
   *
   * @param name its name
   * @param forceful whether without giving it time
   * @return completed when it is gone
   * @throws ProcessException if there is none
   */
  public CompletableFuture<Void> terminate(String name, boolean forceful) {
    return named(name).stop(forceful);
  }

  /**
   * Stop a process, and start it again.
   *
   * @param name its name
   * @return completed when the new run has begun
   * @throws ProcessException if there is none
   */
  public CompletableFuture<Void> restart(String name) {
    refuseWhileClosing();
    return named(name).restart();
  }

  /**
   * Stop a process, and free its name.
   *
   * @param name its name
   * @return completed when the name is free
   * @throws ProcessException if there is none
   */
  public CompletableFuture<Void> delete(String name) {
    ManagedProcess process = named(name);
    return process
        .delete()
        .thenRun(
            () -> {
              if (processes.remove(name, process)) {
                around.news().accept(new ProcessNews(ProcessChange.DELETED, process.info()));
              }
            });
  }

  /**
   * End a run of a process because something is wrong with it.
   *
   * @param label the run, as the watchdog knows it
   * @param reason what is wrong, for people
   */
  public void fail(String label, String reason) {
    int end = label.indexOf('/');
    ManagedProcess process = processes.get(end < 0 ? label : label.substring(0, end));
    if (process != null) {
      process.fail(label, reason);
    }
  }

  /**
   * What is known of a process.
   *
   * @param name its name
   */
  public Optional<ProcessInfo> info(String name) {
    return Optional.ofNullable(processes.get(name)).map(ManagedProcess::info);
  }

  /**
   * What is known of a process that has to be there.
   *
   * @param name its name
   * @throws ProcessException if there is none
   */
  public ProcessInfo existing(String name) {
    return named(name).info();
  }

  /**
   * Whether a process has failed and is to be started again by itself.
   *
   * @param name its name
   * @throws ProcessException if there is none
   */
  public boolean willRestart(String name) {
    return named(name).willRestart();
  }

  /** What is known of all processes, by name. */
  public List<ProcessInfo> all() {
    return processes.values().stream().map(ManagedProcess::info).toList();
  }

  /** What the processes are to be, by name: what is saved of them. */
  public List<ProcessSpec> specs() {
    return processes.values().stream().map(process -> process.info().spec()).toList();
  }

  /** The threads that are watched, of the processes that run. */
  public List<HeartbeatInfo> heartbeats() {
    return processes.values().stream()
        .flatMap(process -> process.current().stream())
        .flatMap(run -> run.heartbeats().stream())
        .toList();
  }

  /**
   * What there is of the current run of a process.
   *
   * @param name its name
   * @return threads and resources; none if it does not run
   * @throws ProcessException if there is no such process
   */
  public RunInfo run(String name) {
    return named(name)
        .current()
        .map(run -> new RunInfo(run.threads(), run.resources()))
        .orElse(RunInfo.NONE);
  }

  /**
   * The trace buffers of the current run of a process.
   *
   * @param name its name
   * @throws ProcessException if there is no such process, or it does not run or is no script
   */
  public MemoryTraceBuffers traces(String name) {
    return named(name)
        .current()
        .flatMap(Instance::traces)
        .orElseThrow(
            () ->
                new ProcessException(
                    "Process %s has no trace buffers: only a script that runs has some."
                        .formatted(name)));
  }

  /**
   * The way to call functions of a process, of its current run.
   *
   * @param name its name
   * @throws ProcessException if there is no such process, or it does not run or is no script
   */
  public InstanceCalls calls(String name) {
    ManagedProcess process = named(name);
    if (process.info().stopping()) {
      throw new ProcessException("Process %s is being stopped.".formatted(name));
    }
    return process
        .current()
        .orElseThrow(
            () ->
                new ProcessException(
                    "Process %s does not run.  'start process %s' starts it."
                        .formatted(name, name)))
        .calls()
        .orElseThrow(
            () ->
                new ProcessException(
                    "Process %s is a program: only scripts have functions to call."
                        .formatted(name)));
  }

  /** The group of all processes. */
  public ProcessGroup group() {
    return group;
  }

  /** The names of all processes. */
  public List<String> names() {
    return List.copyOf(processes.keySet());
  }

  /**
   * Stop all processes, and take no more.
   *
   * @return completed when all are gone
   */
  public CompletableFuture<Void> close() {
    closing = true;
    group.close();
    List<CompletableFuture<Void>> ends = new ArrayList<>();
    processes.values().forEach(process -> ends.add(process.stop(false)));
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new));
  }

  private void refuseWhileClosing() {
    if (closing) {
      throw new ProcessException("the container is closing");
    }
  }

  private ManagedProcess named(String name) {
    ManagedProcess process = processes.get(name);
    if (process == null) {
      throw new ProcessException(
          "Process %s does not exist.  'show process' lists those that do.".formatted(name));
    }
    return process;
  }
}
