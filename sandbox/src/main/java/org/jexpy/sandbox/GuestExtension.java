package org.jexpy.sandbox;

import java.util.Map;
import java.util.Set;
import org.jexpy.sandbox.fs.VirtualMount;

/**
 * How a surface joins a guest: the facades that guests import, and the host object behind them.
 * Implementations are stateless and shared; what belongs to one process is made by {@link #bind}.
 */
public interface GuestExtension {
  /** The name under which facades reach the host object: {@code from _jexpy_host import NAME}. */
  String name();

  /**
   * The files of the facades by their path below the mount: {@code python/exos/__init__.py}, {@code
   * js/exos.mjs} (imported as {@code jexpy:exos}).
   */
  Map<String, VirtualMount.Content> facades();

  /**
   * Python modules of this extension that take the place of built-in ones, such as {@code _socket}.
   */
  default Set<String> pythonOverrides() {
    return Set.of();
  }

  /**
   * Attributes of Python's {@code sys} that tell a script where it runs, such as {@code sys.expy}.
   * They are set before the first line of the script and load nothing else.
   *
   * @param services the process
   * @return the values by name: strings, numbers, booleans
   */
  default Map<String, Object> pythonSysAttributes(GuestServices services) {
    return Map.of();
  }

  /**
   * Make the host object for one process. Called on its first use by the guest, not at start-up.
   *
   * @param services the process
   * @return an object of which the guest may call what is marked {@link GuestVisible}
   */
  Object bind(GuestServices services);
}
