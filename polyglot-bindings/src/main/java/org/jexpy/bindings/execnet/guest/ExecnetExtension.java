package org.jexpy.bindings.execnet.guest;

import java.util.List;
import java.util.Map;
import org.jexpy.bindings.execnet.worker.WorkerDoor;
import org.jexpy.bindings.guest.FacadeFiles;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.fs.VirtualMount;

/** The {@code execnet} package of Python: gateways to other interpreters. */
public final class ExecnetExtension implements GuestExtension {
  private static final Map<String, VirtualMount.Content> FACADES = facadeFiles();

  private static Map<String, VirtualMount.Content> facadeFiles() {
    Map<String, VirtualMount.Content> files =
        FacadeFiles.of(
            ExecnetExtension.class,
            List.of(
                "python/execnet/__init__.py",
                "python/execnet/_channel.py",
                "python/execnet/_errors.py",
                "python/execnet/_execmodel.py",
                "python/execnet/_serializer.py",
                "python/execnet/_source.py",
                "python/execnet/_surroundings.py",
                "python/execnet/_worker.py",
                "python/execnet/gateway.py",
                "python/execnet/gateway_base.py",
                "python/execnet/gateway_io.py",
                "python/execnet/multi.py",
                "python/execnet/rsync.py",
                "python/execnet/xspec.py"));
    // What workers are sent, which programs know as a module, too.
    files.put(
        "python/execnet/rsync_remote.py",
        new VirtualMount.Content(WorkerDoor.class, "rsync_remote.py"));
    return files;
  }

  /** The extension. It has no state of its own. */
  public ExecnetExtension() {}

  @Override
  public String name() {
    return "execnet";
  }

  @Override
  public Map<String, VirtualMount.Content> facades() {
    return FACADES;
  }

  @Override
  public Object bind(GuestServices services) {
    return new ExecnetHost(services);
  }
}
