package org.jexpy.sandbox.js;

import com.oracle.truffle.api.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code import} and {@code require} of one guest process have in common: built-in names,
 * resolution, texts.
 */
final class ModuleSystem {

  /**
   * A module that an import found.
   *
   * @param key identity in the module map
   * @param name the source's name: a {@code file:} URL for ES modules, as in Node's stack traces
   * @param path the file, or the id of a built-in module
   * @param internal whether it is one of ours
   */
  record Resolved(String key, String name, String path, ModuleFormat format, boolean internal) {}

  private static final String DATA = "data:";

  private final ModuleFiles files;
  private final ModuleResolver resolver;
  private final InternalModules internals;
  private final String workingDirectory;

  ModuleSystem(
      ModuleFiles files,
      ModuleResolver resolver,
      InternalModules internals,
      String workingDirectory) {
    this.files = files;
    this.resolver = resolver;
    this.internals = internals;
    this.workingDirectory = workingDirectory;
  }

  Resolved resolveImport(String specifier, String importer, @Nullable String type)
      throws ModuleResolutionException {
    return resolveImport(specifier, importer, type, true);
  }

  /**
   * Resolves; with {@code load}, also checks that the module can be loaded with this type
   * attribute.
   */
  Resolved resolveImport(String specifier, String importer, @Nullable String type, boolean load)
      throws ModuleResolutionException {
    String id = internals.idOf(specifier);
    if (id != null) {
      return internal(specifier, id);
    }
    if (specifier.startsWith(DATA)) {
      return new Resolved(specifier, specifier, specifier, ModuleFormat.MODULE, false);
    }
    String base = importerPath(importer);
    String path;
    try {
      path = resolver.resolveImport(specifier, base);
    } catch (ModuleResolutionException e) {
      throw e.code().equals("MODULE_NOT_FOUND") ? asImportError(specifier, base, e) : e;
    }
    ModuleFormat format = formatOf(path);
    String url = FileUrls.of(path);
    if (load && format == ModuleFormat.JSON && !"json".equals(type)) {
      throw new ModuleResolutionException(
          "ERR_IMPORT_ASSERTION_TYPE_MISSING",
          "Module \""
              + url
              + "\" needs an import attribute of type \"json\": add  with { type: 'json' }");
    }
    if (format != ModuleFormat.JSON && type != null) {
      throw new ModuleResolutionException(
          "ERR_IMPORT_ASSERTION_TYPE_FAILED",
          "Module \"" + url + "\" is not of type \"" + type + "\"");
    }
    String query =
        specifier.startsWith("file:") || Paths.isRelative(specifier) ? query(specifier) : "";
    return new Resolved(url + query, url + query, path, format, false);
  }

  private static ModuleResolutionException asImportError(
      String specifier, String base, ModuleResolutionException cause) {
    String folders =
        cause.text().contains("\n") ? cause.text().substring(cause.text().indexOf('\n')) : "";
    return new ModuleResolutionException(
        "ERR_MODULE_NOT_FOUND",
        "Cannot find package '" + specifier + "' imported from " + base + folders);
  }

  private Resolved internal(String specifier, String id) throws ModuleResolutionException {
    ModuleFormat format = internals.format(id);
    return new Resolved("jexpy:" + id, specifier, id, format, true);
  }

  /**
   * The file that {@code run} was given, found as Node finds it; the path itself if there is none.
   */
  String mainFile(String path) {
    try {
      return resolver.resolveRequire(path, path);
    } catch (ModuleResolutionException e) {
      return path;
    }
  }

  String resolveRequire(String specifier, String importer) throws ModuleResolutionException {
    return resolver.resolveRequire(specifier, importer);
  }

  boolean isModule(String path) throws ModuleResolutionException {
    return formatOf(path) == ModuleFormat.MODULE;
  }

  /**
   * As Node does since 20.19: a {@code .js} file whose package says nothing, and whose text cannot
   * be CommonJS, is an ES module.
   */
  private ModuleFormat formatOf(String path) throws ModuleResolutionException {
    ModuleFormat format = resolver.format(path, true);
    boolean open = format == ModuleFormat.COMMONJS && !path.endsWith(".cjs");
    return open && resolver.isUndecided(path) && ModuleSyntax.isModule(read(path))
        ? ModuleFormat.MODULE
        : format;
  }

  String nodeModulesFolders(String importer) {
    return String.join("\n", resolver.nodeModulesFolders(importer));
  }

  /** The text to parse; nothing for modules whose content {@code require} reads. */
  String text(Resolved resolved) throws ModuleResolutionException {
    if (resolved.internal()) {
      return resolved.format() == ModuleFormat.MODULE ? internals.text(resolved.path()) : "";
    }
    if (resolved.path().startsWith(DATA)) {
      return dataText(resolved.path());
    }
    return resolved.format() == ModuleFormat.JSON ? "" : read(resolved.path());
  }

  /** The text of a {@code data:} module. */
  private static String dataText(String url) throws ModuleResolutionException {
    int comma = url.indexOf(',');
    String head = comma < 0 ? "" : url.substring(DATA.length(), comma);
    if (!head.startsWith("text/javascript")) {
      throw new ModuleResolutionException(
          "ERR_UNKNOWN_MODULE_FORMAT",
          "Unknown module format: "
              + head
              + " for URL "
              + url
              + "; data: modules are text/javascript");
    }
    String body = FileUrls.decode(url.substring(comma + 1));
    if (!head.endsWith(";base64")) {
      return body;
    }
    try {
      return new String(Base64.getDecoder().decode(body), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ModuleResolutionException(
          "ERR_INVALID_MODULE_SPECIFIER", "Invalid module '%s': not base64".formatted(url));
    }
  }

  private String read(String path) throws ModuleResolutionException {
    try {
      return files.read(path);
    } catch (IOException e) {
      throw new ModuleResolutionException("EACCES", String.valueOf(e.getMessage()));
    }
  }

  Set<String> exportedNames(String path, String text) {
    Set<String> names = new LinkedHashSet<>();
    collectNames(path, text, names, new HashSet<>());
    return names;
  }

  private void collectNames(String path, String text, Set<String> names, Set<String> visited) {
    if (!visited.add(path)) {
      return;
    }
    CommonJsExports exports = CommonJsExports.of(text);
    names.addAll(exports.names());
    for (String specifier : exports.reexports()) {
      try {
        String target =
            internals.idOf(specifier) == null ? resolver.resolveRequire(specifier, path) : "";
        if (target.endsWith(".js") || target.endsWith(".cjs")) {
          collectNames(target, read(target), names, visited);
        }
      } catch (ModuleResolutionException e) {
        // The require itself will say so when it runs.
      }
    }
  }

  /** A source that carries exactly this name; the name is also what stack traces show. */
  Source source(String name, String text, boolean internal, boolean module) {
    String mime = module ? "application/javascript+module" : "application/javascript";
    return Source.newBuilder(GuestModuleLoader.language(), text, name)
        .mimeType(mime)
        .internal(internal)
        .build();
  }

  String importerPath(String sourceName) {
    if (sourceName.startsWith("file:")) {
      try {
        return FileUrls.toPath(sourceName);
      } catch (ModuleResolutionException e) {
        return sourceName;
      }
    }
    return sourceName.startsWith("/") ? sourceName : Paths.join(workingDirectory, "[eval]");
  }

  private static String query(String specifier) {
    int mark = specifier.indexOf('?');
    return mark < 0 ? "" : specifier.substring(mark);
  }
}
