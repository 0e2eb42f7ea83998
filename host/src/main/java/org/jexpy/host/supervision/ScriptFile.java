package org.jexpy.host.supervision;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.process.ProcessException;
import org.jexpy.sandbox.fs.FileFailures;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.permission.RealPaths;

/**
 * A file that {@code run script} runs.
 *
 * @param path where it is
 * @param name its path in the module folder
 * @param kind what it is, by its ending
 * @param lines of a file of commands, its lines; else none
 */
public record ScriptFile(Path path, String name, Kind kind, List<String> lines) {
  /** Where scripts of the switch find the module folder. */
  private static final String SWITCH_FOLDER = Surroundings.CFG + "/";

  private static final int MAX_COMMAND_BYTES = 1 << 20;

  /** What a script is. */
  public enum Kind {
    /** Python. */
    PYTHON,
    /** JavaScript. */
    JS,
    /** Lines of the command language. */
    COMMANDS
  }

  /**
   * Find a script and read it, if it has to be read line by line. Waits for the disk.
   *
   * @param folder the module folder. No other is looked into: whoever gives commands may be a
   *     process, which shall not read elsewhere by it
   * @param name the name, relative to it; its ending may be left out
   * @param permissions what scripts may do: one that they are denied to read is none
   * @throws ProcessException if there is none, or it cannot be read
   */
  static ScriptFile find(Path folder, String name, PermissionSet permissions) {
    String inside = name.startsWith(SWITCH_FOLDER) ? name.substring(SWITCH_FOLDER.length()) : name;
    try {
      Path path =
          ModuleFiles.find(folder, inside, ".py", ".mjs", ".js", ".cjs", ".xsf")
              .filter(file -> !isDenied(file, permissions))
              .orElseThrow(() -> missing(folder, name));
      Kind kind = kind(path);
      List<String> lines = kind == Kind.COMMANDS ? lines(path) : List.of();
      return new ScriptFile(path, folder.relativize(path).toString(), kind, lines);
    } catch (InvalidPathException e) {
      throw missing(folder, name);
    } catch (IOException e) {
      throw new ProcessException(
          "script '%s' cannot be read: %s".formatted(name, FileFailures.reason(e)));
    }
  }

  private static boolean isDenied(Path file, PermissionSet permissions) {
    String real = RealPaths.resolve(file).toString();
    return AccessGate.of(permissions).denies(Permission.READ, real);
  }

  private static ProcessException missing(Path folder, String name) {
    return new ProcessException(
        "there is no script '%s' in the module folder '%s'; scripts are called NAME.py, NAME.mjs, NAME.js, or NAME.xsf with a command on each line"
            .formatted(name, folder));
  }

  private static Kind kind(Path path) {
    String name = path.toString();
    if (name.endsWith(".py")) {
      return Kind.PYTHON;
    }
    return name.endsWith(".mjs") || name.endsWith(".js") || name.endsWith(".cjs")
        ? Kind.JS
        : Kind.COMMANDS;
  }

  private static List<String> lines(Path path) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MAX_COMMAND_BYTES + 1);
    }
    if (bytes.length > MAX_COMMAND_BYTES) {
      throw new IOException(
          "it has more than the %d bytes that a file of commands may have"
              .formatted(MAX_COMMAND_BYTES));
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      if (text.indexOf('\0') < 0) {
        return text.lines().toList();
      }
    } catch (CharacterCodingException e) {
      // Told below.
    }
    throw new IOException("it is neither a Python nor a JavaScript file, and no text in UTF-8");
  }
}
