package org.jexpy.bindings.execnet.guest;

import java.nio.file.Path;
import org.graalvm.polyglot.Value;
import org.jexpy.bindings.execnet.group.Group;
import org.jexpy.bindings.execnet.rsync.RSync;
import org.jexpy.bindings.execnet.rsync.SyncListener;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** The host object of the {@code execnet} facade. */
public final class ExecnetHost {
  private final GuestServices services;

  ExecnetHost(GuestServices services) {
    this.services = services;
  }

  /**
   * A group without gateways.
   *
   * @param place gives an item: the script's folder, and its environment
   * @param interpreter what the script takes for its interpreter
   * @param warn tells a line to who looks at the script
   */
  @GuestVisible
  public GroupHost group(Value place, String interpreter, Value warn) {
    var surroundings = new GuestSurroundings(services, place, interpreter, warn);
    return new GroupHost(new GuestPatience(services.runner()), new Group(surroundings));
  }

  /**
   * Something to be copied to other machines.
   *
   * @param source the file or the folder, as the script names it
   * @param folder the script's folder, from which {@code source} is meant
   * @param listener an object with functions for what {@link SyncListener} is told
   */
  @GuestVisible
  public RSyncHost rsync(String source, String folder, Value listener) {
    var files = new GuestSyncFiles(services.files().fileSystem(), Path.of(folder));
    return new RSyncHost(
        new GuestPatience(services.runner()),
        new RSync(source, files, new GuestSyncListener(listener)));
  }

  /**
   * The gateway of this guest, which runs what a controller sends.
   *
   * @param place gives an item: the script's folder, and its environment
   * @param interpreter what the script takes for its interpreter
   * @param warn tells a line to who looks at the script
   * @return a {@link WorkerHost}; null if this guest is no worker
   */
  @GuestVisible
  public @Nullable WorkerHost worker(Value place, String interpreter, Value warn) {
    if (!(services.life() instanceof WorkerLife life)) {
      return null;
    }
    var surroundings = new GuestSurroundings(services, place, interpreter, warn);
    GuestPatience patience = new GuestPatience(services.runner());
    return new WorkerHost(patience, life.gateway(surroundings, patience), life);
  }
}
