package org.jexpy.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A recorded conversation with a container. The line after {@code $ jexpy exec} is a command in
 * quotes; all lines up to the next are what it prints. {@code ...} stands for anything in a line,
 * alone for any lines.
 */
record Session(List<Step> steps) {
  private static final Pattern PROMPT = Pattern.compile("\\$ jexpy exec '(.*)'");
  private static final String ANYTHING = "...";

  /**
   * A command.
   *
   * @param command the command
   * @param output what it prints, as a pattern
   */
  record Step(String command, Pattern output) {}

  static Session parse(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      Matcher prompt = PROMPT.matcher(lines.get(at));
      if (!prompt.matches()) {
        throw new IllegalArgumentException(
            "line %d must be like $ jexpy exec 'show process', not: %s"
                .formatted(at + 1, lines.get(at)));
      }
      StringBuilder output = new StringBuilder();
      for (at++; at < lines.size() && !lines.get(at).startsWith("$ "); at++) {
        output.append(pattern(lines.get(at)));
      }
      steps.add(new Step(prompt.group(1), Pattern.compile(output.toString())));
    }
    return new Session(steps);
  }

  private static String pattern(String line) {
    if (line.equals(ANYTHING)) {
      return "(?:.*\n)*";
    }
    StringBuilder pattern = new StringBuilder();
    for (String part : line.split(Pattern.quote(ANYTHING), -1)) {
      if (!pattern.isEmpty()) {
        pattern.append(".*");
      }
      // Columns are as wide as what is in them.
      for (String word : part.split(" +", -1)) {
        if (!pattern.isEmpty() && !pattern.toString().endsWith(".*")) {
          pattern.append(" +");
        }
        pattern.append(Pattern.quote(word));
      }
    }
    return pattern.append(" *\n").toString();
  }
}
