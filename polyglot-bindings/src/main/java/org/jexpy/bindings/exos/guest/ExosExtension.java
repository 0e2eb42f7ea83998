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
              "python/exos/__init__.py",
              "python/exos/api/__init__.py",
              "python/exos/api/_system.py",
              "python/exos/api/util.py"));

  private final Function<GuestServices, ExosProcess> processes;

  /**
   * The extension.
   *
   * @param processes what the host supplies to a process; asked once for its attributes and once
   *     for its first import, and has to answer alike
   */
  public ExosExtension(Function<GuestServices, ExosProcess> processes) {
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
    return Map.of("expy", true, "epm_managed", processes.apply(services).managed());
  }

  @Override
  public Object bind(GuestServices services) {
    return new ExosHost(processes.apply(services).control());
  }
}
