package org.jexpy.sandbox.net.python;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.fs.VirtualMount;

/**
 * Gives Python scripts sockets: the built-in modules {@code _socket}, {@code select} and {@code
 * _ssl} are replaced by facades over guest sockets, and the standard library above them ({@code
 * socket}, {@code selectors}, {@code asyncio}, {@code ssl}, {@code http}) stays as it is.
 */
public final class SocketsExtension implements GuestExtension {

  private static final Set<String> OVERRIDES = Set.of("_socket", "select", "_ssl");
  private static final Set<String> HELPERS =
      Set.of(
          "_jexpy_sockets",
          "_jexpy_socket_names",
          "_jexpy_socket_constants",
          "_jexpy_socket_files",
          "_jexpy_idna");

  @Override
  public String name() {
    return "sockets";
  }

  @Override
  public Map<String, VirtualMount.Content> facades() {
    Map<String, VirtualMount.Content> facades = new LinkedHashMap<>();
    OVERRIDES.forEach(module -> facades.put("python/" + module + ".py", content(module)));
    HELPERS.forEach(module -> facades.put("python/" + module + ".py", content(module)));
    return facades;
  }

  private static VirtualMount.Content content(String module) {
    return new VirtualMount.Content(GuestExtension.class, "mount/python/" + module + ".py");
  }

  @Override
  public Set<String> pythonOverrides() {
    return OVERRIDES;
  }

  @Override
  public Object bind(GuestServices services) {
    return new PythonSockets(services);
  }
}
