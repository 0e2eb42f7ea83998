package org.jexpy.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recorded session of one command: what was typed, what was printed. In its file, the line after
 * {@code $ jexpy} is the command, {@code < } lines are its input, {@code ! } lines what it wrote to
 * standard error, {@code [status N]} how it ended, and all other lines what it wrote to standard
 * output.
 */
record Transcript(List<String> command, String input, String output, String errors, int status) {
  private static final String PROMPT = "$ jexpy ";

  static Transcript read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    if (lines.isEmpty() || !lines.getFirst().startsWith(PROMPT)) {
      throw new IllegalArgumentException(
          file + ": the first line must begin with '" + PROMPT + "'");
    }
    List<String> input = new ArrayList<>();
    List<String> output = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    int status = 0;
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith("< ")) {
        input.add(line.substring(2));
      } else if (line.startsWith("! ")) {
        errors.add(line.substring(2));
      } else if (line.startsWith("[status ")) {
        status = Integer.parseInt(line.substring("[status ".length(), line.length() - 1));
      } else {
        output.add(line);
      }
    }
    return new Transcript(
        List.of(lines.getFirst().substring(PROMPT.length()).split(" +")),
        text(input),
        text(output),
        text(errors),
        status);
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
