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
 * @param permissions what processes may do
 * @param environment the environment to choose from
 * @param modules the folder of the modules, {@code /usr/local/cfg} of the switch
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
    PermissionSet permissions,
    Map<String, String> environment,
    Path modules,
    String executable,
    Optional<? extends TraceFiles> traces,
    Function<String, GuestStreams> streams,
    BiConsumer<String, LoggedCondition> log,
    CommandLines commands,
    Consumer<ProcessNews> news) {

  /** Copies the environment. */
  public Surroundings {
    environment = Map.copyOf(environment);
  }
}
