package org.jexpy.bindings.exos.guest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jexpy.bindings.guest.FacadeFiles;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.fs.VirtualMount;

/** The {@code exos} package of Python, and {@code jexpy:exos} of JavaScript. */
public final class ExosExtension implements GuestExtension {
  private static final Map<String, VirtualMount.Content> FACADES =
      FacadeFiles.of(
          ExosExtension.class,
          List.of(
              "js/exos.mjs",
              "js/exos/cli.mjs",
              "js/exos/errors.mjs",
              "js/exos/log.mjs",
              "js/exos/system.mjs",
              "python/exos/__init__.py",
              "python/exos/api/__init__.py",
              "python/exos/api/_errors.py",
              "python/exos/api/_logging.py",
              "python/exos/api/_pool.py",
              "python/exos/api/_system.py",
              "python/exos/api/_threads.py",
              "python/exos/api/cli.py",
              "python/exos/api/util.py"));

  private final boolean managed;
  private final Function<GuestServices, ExosProcess> processes;

  /**
   * The extension.
   *
   * @param managed whether the container started and watches its processes ({@code
   *     sys.epm_managed})
   * @param processes what the host supplies to a process; asked at its first import
   */
  public ExosExtension(boolean managed, Function<GuestServices, ExosProcess> processes) {
    this.managed = managed;
    this.processes = processes;
  }

  @Override
  public String name() {
    return "exos";
  }

  @Override
  public Map<String, VirtualMount.Content> facades() {
    return FACADES;
  }

  @Override
  public Map<String, Object> pythonSysAttributes(GuestServices services) {
    return Map.of("expy", true, "epm_managed", managed);
  }

  @Override
  public Object bind(GuestServices services) {
    return new ExosHost(processes.apply(services), services);
  }
}
