package org.jexpy.bindings.guest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.fs.VirtualMount;

/**
 * The files of a surface's facades. They are named one by one, since jars have no folders to list.
 */
public final class FacadeFiles {
  private FacadeFiles() {}

  /**
   * Name the files.
   *
   * @param anchor a class in the package beside whose resources they lie
   * @param files their paths, relative to the anchor's package and to the mount alike: {@code
   *     python/exos/__init__.py}
   * @return what {@link org.jexpy.sandbox.GuestExtension#facades} gives
   */
  public static Map<String, VirtualMount.Content> of(Class<?> anchor, List<String> files) {
    Map<String, VirtualMount.Content> contents = new LinkedHashMap<>();
    files.forEach(file -> contents.put(file, new VirtualMount.Content(anchor, file)));
    return contents;
  }
}
