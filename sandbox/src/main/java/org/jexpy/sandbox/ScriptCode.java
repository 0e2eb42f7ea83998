package org.jexpy.sandbox;

import java.nio.file.Path;
import java.util.Optional;

/** Where the code of a run comes from. */
public sealed interface ScriptCode {
  /**
   * A script file: {@code .py}, {@code .js}, {@code .mjs}, {@code .cjs}.
   *
   * @param path the file as the user named it
   */
  record File(Path path) implements ScriptCode {}

  /**
   * A zip archive or a folder with a {@code __main__} ({@code .pyz}).
   *
   * @param path the archive as the user named it
   */
  record Archive(Path path) implements ScriptCode {}

  /**
   * A module to be found on the module path ({@code -m}).
   *
   * @param name its name
   */
  record Module(String name) implements ScriptCode {}

  /**
   * Code given as text ({@code -c}).
   *
   * @param text the code
   */
  record Text(String text) implements ScriptCode {}

  /** Code read from standard input ({@code -}). */
  record StandardInput() implements ScriptCode {}

  /**
   * A conversation: input by input, each evaluated and its value printed.
   *
   * @param console where the lines come from, or empty to read them from standard input
   */
  record Conversation(Optional<ReplConsole> console) implements ScriptCode {}
}
