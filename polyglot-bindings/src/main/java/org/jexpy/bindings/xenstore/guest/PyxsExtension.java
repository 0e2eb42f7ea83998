package org.jexpy.bindings.xenstore.guest;

import java.util.List;
import java.util.Map;
import org.jexpy.bindings.guest.FacadeFiles;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.fs.VirtualMount;

/**
 * The {@code pyxs} package of Python and {@code jexpy:pyxs} of JavaScript: a client of XenStore.
 */
public final class PyxsExtension implements GuestExtension {
  private static final Map<String, VirtualMount.Content> FACADES =
      FacadeFiles.of(
          PyxsExtension.class,
          List.of(
              "js/pyxs.mjs",
              "js/pyxs/client.mjs",
              "js/pyxs/connection.mjs",
              "js/pyxs/errors.mjs",
              "js/pyxs/nodes.mjs",
              "js/pyxs/values.mjs",
              "js/pyxs/watch.mjs",
              "python/pyxs/__init__.py",
              "python/pyxs/_compat.py",
              "python/pyxs/_events.py",
              "python/pyxs/_internal.py",
              "python/pyxs/_router.py",
              "python/pyxs/client.py",
              "python/pyxs/connection.py",
              "python/pyxs/exceptions.py",
              "python/pyxs/helpers.py"));

  /** The extension. It has no state of its own. */
  public PyxsExtension() {}

  @Override
  public String name() {
    return "pyxs";
  }

  @Override
  public Map<String, VirtualMount.Content> facades() {
    return FACADES;
  }

  @Override
  public Object bind(GuestServices services) {
    return new PyxsHost(services);
  }
}
