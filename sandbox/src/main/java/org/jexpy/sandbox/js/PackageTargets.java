package org.jexpy.sandbox.js;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code exports} and {@code imports} trees of a package: the PACKAGE_EXPORTS_RESOLVE,
 * PACKAGE_IMPORTS_RESOLVE and PACKAGE_TARGET_RESOLVE steps of Node's ECMAScript module
 * documentation.
 */
final class PackageTargets {

  /** Resolves a bare specifier that an {@code imports} field points to. */
  interface Bare {
    String resolve(String specifier) throws ModuleResolutionException;
  }

  private final PackageJson json;
  private final Set<String> conditions;
  private final String importer;

  PackageTargets(PackageJson json, Set<String> conditions, String importer) {
    this.json = json;
    this.conditions = conditions;
    this.importer = importer;
  }

  /** The file behind a subpath ({@code .} or {@code ./name}). */
  String export(String subpath) throws ModuleResolutionException {
    Object exports = json.exports();
    if (exports instanceof Map<?, ?> map
        && map.keySet().stream().anyMatch(PackageTargets::isSubpath)) {
      String found = match(subpath, map, null);
      if (found != null) {
        return found;
      }
    } else if (subpath.equals(".")) {
      String found = target(exports, null, subpath, null);
      if (found != null) {
        return found;
      }
    }
    throw notExported(subpath);
  }

  /** The file behind an internal name ({@code #name}). */
  String internal(String specifier, Bare bare) throws ModuleResolutionException {
    String found =
        specifier.equals("#") || specifier.startsWith("#/")
            ? null
            : match(specifier, json.imports(), bare);
    if (found == null) {
      throw importNotDefined(specifier, json.file(), importer);
    }
    return found;
  }

  static ModuleResolutionException importNotDefined(
      String specifier, @Nullable String file, String importer) {
    String where = file == null ? "" : " in package " + file;
    return new ModuleResolutionException(
        "ERR_PACKAGE_IMPORT_NOT_DEFINED",
        "Package import specifier \"" + specifier + "\" is not defined" + where + from(importer));
  }

  /** A require does not name its importer here: the require stack does. */
  private static String from(String importer) {
    return importer.isEmpty() ? "" : " imported from " + importer;
  }

  private static boolean isSubpath(Object key) {
    return key.toString().startsWith(".");
  }

  private @Nullable String match(String key, Map<?, ?> table, @Nullable Bare bare)
      throws ModuleResolutionException {
    if (table.containsKey(key) && key.indexOf('*') < 0) {
      return target(table.get(key), null, key, bare);
    }
    String best = null;
    for (Object candidate : table.keySet()) {
      String pattern = candidate.toString();
      int star = pattern.indexOf('*');
      if (star < 0 || pattern.indexOf('*', star + 1) >= 0 || key.length() < pattern.length()) {
        continue;
      }
      boolean fits =
          key.startsWith(pattern.substring(0, star)) && key.endsWith(pattern.substring(star + 1));
      // The longest text before the star wins; between equals the longest pattern.
      if (fits
          && (best == null
              || star > best.indexOf('*')
              || (star == best.indexOf('*') && pattern.length() > best.length()))) {
        best = pattern;
      }
    }
    if (best == null) {
      return null;
    }
    int star = best.indexOf('*');
    String matched = key.substring(star, key.length() - (best.length() - star - 1));
    return target(table.get(best), matched, key, bare);
  }

  private @Nullable String target(
      @Nullable Object target, @Nullable String matched, String key, @Nullable Bare bare)
      throws ModuleResolutionException {
    return switch (target) {
      case String text -> path(text, matched, key, bare);
      case Map<?, ?> map -> {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          if (conditions.contains(entry.getKey().toString())) {
            String found = target(entry.getValue(), matched, key, bare);
            if (found != null) {
              yield found;
            }
          }
        }
        yield null;
      }
      case List<?> list -> firstUsable(list, matched, key, bare);
      case null, default -> null;
    };
  }

  private @Nullable String firstUsable(
      List<?> list, @Nullable String matched, String key, @Nullable Bare bare)
      throws ModuleResolutionException {
    ModuleResolutionException last = null;
    for (Object element : list) {
      try {
        String found = target(element, matched, key, bare);
        if (found != null) {
          return found;
        }
      } catch (ModuleResolutionException e) {
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
    return null;
  }

  private String path(String text, @Nullable String matched, String key, @Nullable Bare bare)
      throws ModuleResolutionException {
    String filled = matched == null ? text : text.replace("*", matched);
    if (!text.startsWith("./")) {
      if (bare != null && !text.startsWith("../") && !text.startsWith("/")) {
        return bare.resolve(filled);
      }
      throw invalidTarget(text, key, "must start with \"./\"");
    }
    String path = Paths.join(json.directory(), filled);
    String inside = json.directory().equals("/") ? "/" : json.directory() + "/";
    if (!path.startsWith(inside)
        || path.substring(inside.length() - 1).contains("/node_modules/")) {
      throw invalidTarget(text, key, "must stay inside the package");
    }
    return path;
  }

  private ModuleResolutionException invalidTarget(String text, String key, String why) {
    return new ModuleResolutionException(
        "ERR_INVALID_PACKAGE_TARGET",
        "Invalid target \""
            + text
            + "\" defined for '"
            + key
            + "' in the package config "
            + json.file()
            + from(importer)
            + "; targets "
            + why);
  }

  private ModuleResolutionException notExported(String subpath) {
    String what =
        subpath.equals(".")
            ? "No \"exports\" main defined in " + json.file()
            : "Package subpath '" + subpath + "' is not defined by \"exports\" in " + json.file();
    return new ModuleResolutionException("ERR_PACKAGE_PATH_NOT_EXPORTED", what + from(importer));
  }
}
