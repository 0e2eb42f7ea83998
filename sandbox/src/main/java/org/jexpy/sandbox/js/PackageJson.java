package org.jexpy.sandbox.js;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a {@code package.json} that decide how modules are found.
 *
 * @param directory the folder of the file
 * @param name the package's name, for imports of itself
 * @param main the CommonJS entry point
 * @param type {@code module} or {@code commonjs}
 * @param exports the tree below {@code exports}: strings, lists, maps in order, or null
 * @param imports the tree below {@code imports}
 */
record PackageJson(
    String directory,
    @Nullable String name,
    @Nullable String main,
    @Nullable String type,
    @Nullable Object exports,
    Map<?, ?> imports) {

  static PackageJson of(String directory, @Nullable Object tree) {
    Map<?, ?> fields = tree instanceof Map<?, ?> map ? map : Map.of();
    return new PackageJson(
        directory,
        text(fields.get("name")),
        text(fields.get("main")),
        text(fields.get("type")),
        fields.get("exports"),
        fields.get("imports") instanceof Map<?, ?> map ? map : Map.of());
  }

  String file() {
    return Paths.join(directory, "package.json");
  }

  private static @Nullable String text(@Nullable Object value) {
    return value instanceof String string ? string : null;
  }
}
