package org.jexpy.sandbox.js;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;

/** The host objects of extensions, for their facades: {@code import host from 'jexpy:host'}. */
public final class HostSurfaces {
  private final List<GuestExtension> extensions;
  private final GuestServices services;
  private final Map<String, Object> bound = new HashMap<>();

  HostSurfaces(List<GuestExtension> extensions, GuestServices services) {
    this.extensions = extensions;
    this.services = services;
  }

  /** The names of the extensions, separated by blanks. */
  @GuestVisible
  public String names() {
    return String.join(" ", extensions.stream().map(GuestExtension::name).toList());
  }

  /** The host object of an extension, made on first use. */
  @GuestVisible
  public Object get(String name) {
    return bound.computeIfAbsent(name, this::bind);
  }

  private Object bind(String name) {
    for (GuestExtension extension : extensions) {
      if (extension.name().equals(name)) {
        return extension.bind(services);
      }
    }
    throw new IllegalArgumentException(
        "no extension '%s' in this program; there are: %s".formatted(name, names()));
  }
}
