package org.jexpy.sandbox.python;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.permission.Permission;
import org.jspecify.annotations.Nullable;

/** What the Python bootstrap may ask the host. */
public final class PythonHost {
  private final GuestServices services;
  private final Map<String, GuestExtension> extensions = new HashMap<>();
  private final Map<String, Object> bound = new HashMap<>();

  PythonHost(GuestServices services, List<GuestExtension> extensions) {
    this.services = services;
    extensions.forEach(extension -> this.extensions.put(extension.name(), extension));
  }

  /**
   * The host object of an extension, bound at its first use.
   *
   * @param name the extension's name
   * @return the object, or {@code null} (Python's {@code None}) if there is no such extension
   */
  @GuestVisible
  public synchronized @Nullable Object lookup(String name) {
    GuestExtension extension = extensions.get(name);
    return extension == null ? null : bound.computeIfAbsent(name, key -> extension.bind(services));
  }

  /** The attributes that extensions add to {@code sys}: names and values in turn. */
  @GuestVisible
  public List<Object> sysAttributes() {
    List<Object> attributes = new ArrayList<>();
    for (GuestExtension extension : extensions.values()) {
      extension
          .pythonSysAttributes(services)
          .forEach((name, value) -> attributes.addAll(List.of(name, value)));
    }
    return attributes;
  }

  /** Whether some access could be refused, so that refusals need explaining. */
  @GuestVisible
  public boolean restricted() {
    return !(services.gate().allows(Permission.READ, "/")
        && services.gate().allows(Permission.WRITE, "/"));
  }

  /** The reason of the calling thread's last refusal, or {@code null}. */
  @GuestVisible
  public @Nullable String takeLastRefusal() {
    return services.gate().takeLastRefusal().orElse(null);
  }
}
