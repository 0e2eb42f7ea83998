package org.jexpy.sandbox.js;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the file behind a module specifier as Node does: relative paths, {@code node_modules} of
 * the importer's folder and its parents, {@code package.json} with {@code main}, {@code type},
 * {@code exports} and {@code imports}.
 *
 * <p>The behaviour follows the algorithms published in Node's documentation of CommonJS and
 * ECMAScript modules. Not covered: {@code NODE_PATH}, global folders, URL imports other than {@code
 * file:}.
 */
final class ModuleResolver {

  /** Parses JSON text into strings, numbers, booleans, lists and ordered maps. */
  interface JsonParser {
    @Nullable Object parse(String text, String file) throws ModuleResolutionException;
  }

  private static final Set<String> IMPORT_CONDITIONS =
      Set.of("node", "import", "module-sync", "node-addons", "default");
  private static final Set<String> REQUIRE_CONDITIONS =
      Set.of("node", "require", "module-sync", "node-addons", "default");
  private static final List<String> REQUIRE_EXTENSIONS = List.of(".js", ".json", ".cjs");

  private final ModuleFiles files;
  private final JsonParser json;
  private final Map<String, Optional<PackageJson>> packages = new HashMap<>();

  ModuleResolver(ModuleFiles files, JsonParser json) {
    this.files = files;
    this.json = json;
  }

  /**
   * Resolves the specifier of an {@code import}.
   *
   * @param specifier a path, a {@code file:} URL, {@code #name} or a package name
   * @param importer absolute path of the importing module
   * @return the real path of an existing file
   */
  String resolveImport(String specifier, String importer) throws ModuleResolutionException {
    String path = null;
    if (specifier.startsWith("file:")) {
      path = FileUrls.toPath(specifier);
    } else if (specifier.startsWith("/") || Paths.isRelative(specifier)) {
      path = Paths.join(Paths.parent(importer), FileUrls.decode(stripQuery(specifier)));
    }
    if (path == null) {
      path = bare(specifier, importer, IMPORT_CONDITIONS, false);
    }
    return switch (files.kind(path)) {
      case FILE -> files.realPath(path);
      case DIRECTORY ->
          throw new ModuleResolutionException(
              "ERR_UNSUPPORTED_DIR_IMPORT",
              "Directory import '"
                  + path
                  + "' is not supported resolving ES modules imported from "
                  + importer);
      case MISSING -> {
        requireReadable(path, importer);
        throw new ModuleResolutionException(
            "ERR_MODULE_NOT_FOUND", "Cannot find module '" + path + "' imported from " + importer);
      }
    };
  }

  /**
   * Resolves the argument of a {@code require}.
   *
   * @param importer absolute path of the requiring module; only its folder matters
   */
  String resolveRequire(String specifier, String importer) throws ModuleResolutionException {
    String found;
    if (specifier.startsWith("/") || Paths.isRelative(specifier)) {
      boolean folderOnly =
          specifier.endsWith("/")
              || specifier.endsWith("/.")
              || specifier.endsWith("..")
              || specifier.equals(".");
      found = fileOrFolder(Paths.join(Paths.parent(importer), specifier), folderOnly);
      if (found == null) {
        requireReadable(Paths.join(Paths.parent(importer), specifier), importer);
        throw notFound(specifier, List.of());
      }
    } else {
      found = bare(specifier, importer, REQUIRE_CONDITIONS, true);
      if (files.kind(found) != ModuleFiles.Kind.FILE) {
        throw notFound(found, List.of());
      }
    }
    return files.realPath(found);
  }

  /**
   * How the file at this path is to be loaded; unknown extensions are CommonJS for {@code require}
   * and an error for {@code import}.
   */
  ModuleFormat format(String path, boolean forImport) throws ModuleResolutionException {
    String extension = Paths.extension(path);
    return switch (extension) {
      case ".mjs" -> ModuleFormat.MODULE;
      case ".cjs" -> ModuleFormat.COMMONJS;
      case ".json" -> ModuleFormat.JSON;
      case ".js", "" -> scopeIsModule(path) ? ModuleFormat.MODULE : ModuleFormat.COMMONJS;
      default -> {
        if (forImport) {
          throw new ModuleResolutionException(
              "ERR_UNKNOWN_FILE_EXTENSION",
              "Unknown file extension \""
                  + extension
                  + "\" for "
                  + path
                  + "; importable are .js, .mjs, .cjs and .json");
        }
        yield ModuleFormat.COMMONJS;
      }
    };
  }

  /** Whether no {@code package.json} says what {@code .js} files are. */
  boolean isUndecided(String path) throws ModuleResolutionException {
    PackageJson scope = scope(path);
    return scope == null || scope.type() == null;
  }

  private boolean scopeIsModule(String path) throws ModuleResolutionException {
    PackageJson scope = scope(path);
    return scope != null && "module".equals(scope.type());
  }

  /** The folders a bare name is looked for in, nearest first. */
  List<String> nodeModulesFolders(String importer) {
    List<String> folders = new ArrayList<>();
    for (String directory = Paths.parent(importer); ; directory = Paths.parent(directory)) {
      if (!Paths.name(directory).equals("node_modules")) {
        folders.add(Paths.join(directory, "node_modules"));
      }
      if (directory.equals("/")) {
        return folders;
      }
    }
  }

  private String bare(String specifier, String importer, Set<String> conditions, boolean require)
      throws ModuleResolutionException {
    if (specifier.startsWith("#")) {
      PackageJson scope = scope(importer);
      if (scope == null) {
        throw PackageTargets.importNotDefined(specifier, null, importer);
      }
      return new PackageTargets(scope, conditions, require ? "" : importer)
          .internal(specifier, name -> bare(name, scope.file(), conditions, require));
    }
    String name = packageName(specifier, importer);
    String subpath = "." + specifier.substring(name.length());
    PackageJson own = scope(importer);
    if (own != null && own.exports() != null && name.equals(own.name())) {
      return new PackageTargets(own, conditions, require ? "" : importer).export(subpath);
    }
    List<String> folders = nodeModulesFolders(importer);
    for (String folder : folders) {
      String directory = Paths.join(folder, name);
      String found = inPackage(directory, subpath, conditions, importer, require);
      if (found != null) {
        return found;
      }
    }
    if (require) {
      throw notFound(specifier, folders);
    }
    throw new ModuleResolutionException(
        "ERR_MODULE_NOT_FOUND",
        "Cannot find package '" + name + "' imported from " + importer + lookedIn(folders));
  }

  private @Nullable String inPackage(
      String directory, String subpath, Set<String> conditions, String importer, boolean require)
      throws ModuleResolutionException {
    if (files.kind(directory) == ModuleFiles.Kind.DIRECTORY) {
      PackageJson json = packageIn(directory);
      if (json != null && json.exports() != null) {
        return new PackageTargets(json, conditions, require ? "" : importer).export(subpath);
      }
      if (!require && !subpath.equals(".")) {
        return Paths.join(directory, subpath);
      }
    } else if (!require) {
      return null;
    }
    // CommonJS also finds single files in node_modules; an import of a package without exports
    // falls back to its rules.
    return fileOrFolder(Paths.join(directory, subpath), subpath.endsWith("/"));
  }

  private @Nullable String fileOrFolder(String path, boolean folderOnly)
      throws ModuleResolutionException {
    String file = folderOnly ? null : file(path);
    if (file != null || files.kind(path) != ModuleFiles.Kind.DIRECTORY) {
      return file;
    }
    PackageJson json = packageIn(path);
    String main = json == null ? null : json.main();
    if (main != null) {
      String candidate = Paths.join(path, main);
      String found = file(candidate);
      if (found == null) {
        found = file(Paths.join(candidate, "index"));
      }
      if (found != null) {
        return found;
      }
    }
    return file(Paths.join(path, "index"));
  }

  private @Nullable String file(String path) {
    if (files.kind(path) == ModuleFiles.Kind.FILE) {
      return path;
    }
    for (String extension : REQUIRE_EXTENSIONS) {
      if (files.kind(path + extension) == ModuleFiles.Kind.FILE) {
        return path + extension;
      }
    }
    return null;
  }

  private @Nullable PackageJson scope(String path) throws ModuleResolutionException {
    String directory = path;
    while (!directory.equals("/")) {
      directory = Paths.parent(directory);
      if (Paths.name(directory).equals("node_modules")) {
        return null;
      }
      PackageJson json = packageIn(directory);
      if (json != null) {
        return json;
      }
    }
    return null;
  }

  private @Nullable PackageJson packageIn(String directory) throws ModuleResolutionException {
    Optional<PackageJson> known = packages.get(directory);
    if (known == null) {
      known = Optional.ofNullable(readPackage(directory));
      packages.put(directory, known);
    }
    return known.orElse(null);
  }

  private @Nullable PackageJson readPackage(String directory) throws ModuleResolutionException {
    String file = Paths.join(directory, "package.json");
    if (files.kind(file) != ModuleFiles.Kind.FILE) {
      return null;
    }
    try {
      return PackageJson.of(directory, json.parse(files.read(file), file));
    } catch (IOException e) {
      throw new ModuleResolutionException(
          "ERR_INVALID_PACKAGE_CONFIG",
          "Cannot read package config " + file + ": " + e.getMessage());
    }
  }

  private static String packageName(String specifier, String importer)
      throws ModuleResolutionException {
    int slash = specifier.indexOf('/');
    if (specifier.startsWith("@")) {
      slash = slash < 0 ? -2 : specifier.indexOf('/', slash + 1);
    }
    String name = slash < 0 ? specifier : specifier.substring(0, slash);
    if (slash == -2
        || name.isEmpty()
        || name.startsWith(".")
        || name.indexOf('\\') >= 0
        || name.indexOf('%') >= 0) {
      throw new ModuleResolutionException(
          "ERR_INVALID_MODULE_SPECIFIER",
          "Invalid module \""
              + specifier
              + "\" is not a valid package name imported from "
              + importer);
    }
    return name;
  }

  private ModuleResolutionException notFound(String specifier, List<String> folders) {
    return new ModuleResolutionException(
        "MODULE_NOT_FOUND", "Cannot find module '" + specifier + "'" + lookedIn(folders));
  }

  private void requireReadable(String path, String importer) throws ModuleResolutionException {
    String refusal = files.refusal(path);
    if (!refusal.isEmpty()) {
      throw new ModuleResolutionException(
          "EACCES", "Cannot load module '" + path + "' imported from " + importer + ": " + refusal);
    }
  }

  /** The folders, and which of them only a permission is wanting for. */
  private String lookedIn(List<String> folders) {
    if (folders.isEmpty()) {
      return "";
    }
    StringBuilder text = new StringBuilder("\nLooked in: ").append(String.join(", ", folders));
    List<String> refused =
        folders.stream().filter(folder -> !files.refusal(folder).isEmpty()).toList();
    if (!refused.isEmpty()) {
      text.append("\nNot allowed to look in: ")
          .append(String.join(", ", refused))
          .append("; if one of them has it, grant reading it with --allow-read=FOLDER");
    }
    return text.toString();
  }

  private static String stripQuery(String specifier) {
    int end = specifier.length();
    for (char mark : new char[] {'?', '#'}) {
      int at = specifier.indexOf(mark);
      end = at >= 0 && at < end ? at : end;
    }
    return specifier.substring(0, end);
  }
}
