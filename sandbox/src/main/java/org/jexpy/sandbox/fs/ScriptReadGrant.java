package org.jexpy.sandbox.fs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;

/**
 * The implicit grant of {@code run FILE}: source files, package folders and their non-hidden
 * resources below the script's folder. It shrinks to the script itself if that folder is {@code /},
 * a home directory, a parent of one, or a shared sticky folder such as {@code /tmp} (design §9): a
 * script dropped there must not read its neighbours.
 *
 * <p>Hidden are all names that begin with a dot, but for the stores in which package managers keep
 * what {@code node_modules} links to: {@code node_modules/.pnpm}.
 */
public final class ScriptReadGrant implements ReadGrant {
  private static final Set<String> SOURCES =
      Set.of("py", "pyi", "pyc", "pyz", "js", "mjs", "cjs", "json", "wasm");

  /** Where the home directories of people lie: other users' are as private as one's own. */
  private static final Set<Path> HOMES = Set.of(Path.of("/home"), Path.of("/Users"));

  /** Where package managers keep what {@code node_modules} links to, beside those links. */
  private static final Set<String> STORES = Set.of(".pnpm", ".store");

  private static final int STICKY = 01000;

  private final Path script;
  private final Path folder;
  private final boolean shrunk;

  private ScriptReadGrant(Path script, Path folder, boolean shrunk) {
    this.script = script;
    this.folder = folder;
    this.shrunk = shrunk;
  }

  /**
   * The grant for a script.
   *
   * @param script the script, an absolute path without links
   * @param home the user's home directory
   * @return the grant
   */
  public static ScriptReadGrant of(Path script, Path home) {
    Path folder = script.getParent();
    if (folder == null) {
      return new ScriptReadGrant(script, script, true);
    }
    return new ScriptReadGrant(script, folder, isShared(folder, home));
  }

  /**
   * The grant for JavaScript that has no file but is run in a folder, as text or in a conversation:
   * the packages of that folder, on the terms on which a script in it could read them.
   *
   * @param workingDirectory the folder, an absolute path without links
   * @param home the user's home directory
   * @return the grant
   */
  public static ReadGrant ofPackages(Path workingDirectory, Path home) {
    Path packages = workingDirectory.resolve("node_modules");
    if (isShared(workingDirectory, home)) {
      return NOTHING;
    }
    ReadGrant grant = new ScriptReadGrant(packages, workingDirectory, false);
    return path -> path.startsWith(packages) && grant.covers(path);
  }

  @Override
  public boolean covers(Path path) {
    if (path.equals(script)) {
      return true;
    }
    if (shrunk || !path.startsWith(folder)) {
      return false;
    }
    Path below = folder.relativize(path);
    String before = "";
    for (Path each : below) {
      String name = each.toString();
      if (name.startsWith(".") && !(before.equals("node_modules") && STORES.contains(name))) {
        return false;
      }
      before = name;
    }
    return isSource(path)
        || Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        || isInPackage(path);
  }

  private static boolean isSource(Path path) {
    Path fileName = path.getFileName();
    if (fileName == null) {
      return false;
    }
    String name = fileName.toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 && SOURCES.contains(name.substring(dot + 1));
  }

  private boolean isInPackage(Path path) {
    for (Path parent = path.getParent();
        parent != null && !parent.equals(folder);
        parent = parent.getParent()) {
      if (Files.exists(parent.resolve("__init__.py"))
          || Files.exists(parent.resolve("package.json"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isShared(Path folder, Path home) {
    Path parent = folder.getParent();
    return parent == null
        || home.startsWith(folder)
        || folder.equals(Path.of("/root"))
        || HOMES.contains(parent)
        || HOMES.contains(folder)
        || isSticky(folder);
  }

  private static boolean isSticky(Path folder) {
    try {
      return ((Integer) Files.getAttribute(folder, "unix:mode") & STICKY) != 0;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
