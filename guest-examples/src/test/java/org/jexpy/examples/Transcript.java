package org.jexpy.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded session of one command: what was typed, what was printed. The line after {@code $
 * jexpy} or {@code $ ./jexpy} is the command, {@code < } lines are its input, {@code ! } lines what
 * it wrote to standard error, {@code [status N]} how it ended, and all other lines what it wrote to
 * standard output.
 */
record Transcript(List<String> command, String input, String output, String errors, int status) {
  private static final Pattern PROMPT = Pattern.compile("\\$ (?:\\./)?jexpy (.*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");
  private static final Pattern STATUS = Pattern.compile("\\[status (\\d+)]");

  /** Whether text of several lines is such a session. */
  static boolean isTranscript(List<String> lines) {
    return !lines.isEmpty() && PROMPT.matcher(lines.getFirst()).matches();
  }

  static Transcript parse(List<String> lines) {
    Matcher prompt = PROMPT.matcher(lines.getFirst());
    if (!prompt.matches()) {
      throw new IllegalArgumentException(
          "the first line must begin with '$ jexpy', not be: " + lines.getFirst());
    }
    List<String> input = new ArrayList<>();
    List<String> output = new ArrayList<>();
    List<String> errors = new ArrayList<>();
    int status = 0;
    for (String line : lines.subList(1, lines.size())) {
      Matcher ending = STATUS.matcher(line);
      if (ending.matches()) {
        status = Integer.parseInt(ending.group(1));
      } else if (line.startsWith("< ")) {
        input.add(line.substring(2));
      } else if (line.startsWith("! ")) {
        errors.add(line.substring(2));
      } else {
        output.add(line);
      }
    }
    return new Transcript(words(prompt.group(1)), text(input), text(output), text(errors), status);
  }

  private static List<String> words(String command) {
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .toList();
  }

  private static String text(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }
}
