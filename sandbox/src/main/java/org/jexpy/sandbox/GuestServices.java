package org.jexpy.sandbox;

import java.io.IOException;
import java.util.function.Supplier;
import org.jexpy.sandbox.fs.FolderMounts;
import org.jexpy.sandbox.fs.GuestFiles;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LoneLanes;
import org.jexpy.sandbox.thread.Runner;

/**
 * What an extension gets from the guest process that it joins.
 *
 * @param processName the name of the process
 * @param gate asks what the guest may do
 * @param resources where everything opened for the guest is registered
 * @param runner the thread that owns the context
 * @param lanes where the guest is called back; a guest that nobody calls back has none until it is
 *     asked for
 * @param life what its owner wants to know
 * @param programs starts child programs in its name
 * @param files finds files that are opened in its name
 * @param guests starts other guests in its name
 */
public record GuestServices(
    String processName,
    AccessGate gate,
    OwnedResources resources,
    Runner runner,
    Supplier<CallbackLanes> lanes,
    GuestLife life,
    GuestPrograms programs,
    GuestFiles files,
    GuestSpawner guests) {

  /**
   * The services of a script that is run by hand, and starts no programs and no other guests. It
   * may read nothing without a flag, and sees every file where it is.
   *
   * @param processName the name of the process
   * @param gate asks what the guest may do
   * @param resources where everything opened for the guest is registered
   * @param runner the thread that owns the context
   * @param runnerOnly whether its language lets one thread run code, as JavaScript does
   */
  public GuestServices(
      String processName,
      AccessGate gate,
      OwnedResources resources,
      Runner runner,
      boolean runnerOnly) {
    this(
        processName,
        gate,
        resources,
        runner,
        new LoneLanes(processName, runnerOnly, runner, resources),
        GuestLife.SCRIPT,
        (command, environment, directory) -> {
          throw new IOException(
              "'%s': no programs can be started here".formatted(command.getFirst()));
        },
        new GuestFiles(gate, ReadGrant.NOTHING, FolderMounts.NONE),
        (name, language, code, environment, directory, life) -> {
          throw new UnsupportedOperationException(
              "'%s': no other guests can be started here".formatted(name));
        });
  }

  /** Whether the guest shall end now, if its top level is done. */
  public boolean isOver() {
    return life.isOver(resources.hasReferenced());
  }
}
