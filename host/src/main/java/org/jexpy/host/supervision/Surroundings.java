package org.jexpy.host.supervision;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jexpy.bindings.exos.core.LoggedCondition;
import org.jexpy.bindings.exos.core.TraceFiles;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.callgraph.WaitForGraph;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.guest.GuestPool;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.thread.Reaper;
import org.jexpy.sandbox.thread.Watchdog;

/**
 * What all processes of a container stand on.
 *
 * @param loop the main loop
 * @param clock what time it is
 * @param guests where guests come from
 * @param watchdog measures times
 * @param reaper ends what does not end by itself
 * @param graph knows who waits for whom
 * @param callbackWorkers how many threads the callback pool of a process has
 * @param permissions what processes may do
 * @param environment the environment to choose from
 * @param modules the folder of the modules
 * @param mounts where scripts see it, and other folders of the container: {@link #CFG}
 * @param executable what scripts take for their interpreter
 * @param traces where processes dump trace buffers; empty if nothing is kept
 * @param streams the standard streams of a process, by its name
 * @param log the system's log: who records, and what
 * @param commands the command language
 * @param news told about each change of a process, on the main loop
 */
public record Surroundings(
    MainLoop loop,
    InstantSource clock,
    GuestPool guests,
    Watchdog watchdog,
    Reaper reaper,
    WaitForGraph graph,
    int callbackWorkers,
    PermissionSet permissions,
    Map<String, String> environment,
    Path modules,
    FolderMounts mounts,
    String executable,
    Optional<? extends TraceFiles> traces,
    Function<String, GuestStreams> streams,
    BiConsumer<String, LoggedCondition> log,
    CommandLines commands,
    Consumer<ProcessNews> news) {

  /** Where scripts see the folder of the modules, as on the switch (specification of EXOS §4.1). */
  public static final Path CFG = Path.of("/usr/local/cfg");

  /** Where scripts see the folder of dumps and scratch files (specification of EXOS §1.3). */
  public static final Path TMP = Path.of("/usr/local/tmp");

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
