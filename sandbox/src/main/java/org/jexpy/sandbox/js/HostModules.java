package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jexpy.sandbox.GuestVisible;

/** Module resolution for {@code require} and for our own modules; one call per operation. */
public final class HostModules {
  private final ModuleSystem modules;
  private final InternalModules internals;
  private final ModuleFiles files;

  HostModules(ModuleSystem modules, InternalModules internals, ModuleFiles files) {
    this.modules = modules;
    this.internals = internals;
    this.files = files;
  }

  /** The names of Node's modules that exist here, separated by blanks. */
  @GuestVisible
  public String builtinNames() {
    return String.join(" ", InternalModules.NODE_NAMES);
  }

  /** The source of one of our own modules. */
  @GuestVisible
  public String internalText(String id) {
    try {
      return internals.text(id);
    } catch (ModuleResolutionException e) {
      return "!" + e.code() + "\n" + e.text();
    }
  }

  /** The real path, or the error's code, a line feed and its text. */
  @GuestVisible
  public String resolveRequire(String specifier, String importer) {
    try {
      return modules.resolveRequire(specifier, importer);
    } catch (ModuleResolutionException e) {
      return e.code() + "\n" + e.text();
    }
  }

  /** Resolves for {@code import.meta.resolve}: a URL, or an error as in {@link #resolveRequire}. */
  @GuestVisible
  public String resolveMeta(String specifier, String importer) {
    try {
      if (Paths.isRelative(specifier) || specifier.startsWith("/")) {
        // A URL of a file that does not exist is an answer too.
        return FileUrls.of(Paths.join(Paths.parent(modules.importerPath(importer)), specifier));
      }
      ModuleSystem.Resolved resolved = modules.resolveImport(specifier, importer, null, false);
      return resolved.internal() ? specifierUrl(specifier) : resolved.name();
    } catch (ModuleResolutionException e) {
      return "!" + e.code() + "\n" + e.text();
    }
  }

  private static String specifierUrl(String specifier) {
    return specifier.contains(":") ? specifier : "node:" + specifier;
  }

  /** The id of a {@code jexpy:} module, or an error as in {@link #resolveRequire}. */
  @GuestVisible
  public String surface(String specifier) {
    try {
      return String.valueOf(internals.idOf(specifier));
    } catch (ModuleResolutionException e) {
      return "!" + e.code() + "\n" + e.text();
    }
  }

  /** Whether there is a file that may be read; a refused one exists, and reading it says so. */
  @GuestVisible
  public boolean exists(String path) {
    try {
      files.read(path);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException | SecurityException e) {
      return true;
    }
  }

  /** The text of a module file. */
  @GuestVisible
  public String readText(String path) throws IOException {
    return files.read(path);
  }

  /** Whether a {@code .js} file is an ES module by its package. */
  @GuestVisible
  public boolean isModule(String path) throws ModuleResolutionException {
    return modules.isModule(path);
  }

  /** The folders in which packages are looked for, one per line. */
  @GuestVisible
  public String folders(String importer) {
    return modules.nodeModulesFolders(importer);
  }

  /** The path of a {@code file:} URL. */
  @GuestVisible
  public String pathOfUrl(String url) throws ModuleResolutionException {
    return FileUrls.toPath(url);
  }

  /** The {@code file:} URL of a path. */
  @GuestVisible
  public String urlOfPath(String path) {
    return FileUrls.of(path);
  }
}
