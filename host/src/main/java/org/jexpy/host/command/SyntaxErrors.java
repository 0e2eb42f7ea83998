package org.jexpy.host.command;

import java.util.Collection;
import java.util.List;

/** The texts of what can be wrong with a line, in the style of EXOS. */
final class SyntaxErrors {
  private static final int MOST_SHOWN = 16;

  /** How much of a long line is shown on either side of the mistake. */
  private static final int MOST_AROUND = 300;

  private SyntaxErrors() {}

  /** No command has that word there. */
  static CommandSyntaxException invalid(String line, int position, Collection<String> possible) {
    String rest =
        possible.isEmpty() ? "Nothing more may follow here." : "Possible here: " + list(possible);
    return at(line, position, "%% Invalid input detected at '^' marker.\n" + rest);
  }

  /** A keyword is abbreviated too much. */
  static CommandSyntaxException ambiguous(String line, Token token, Collection<String> candidates) {
    return at(
        line,
        token.start(),
        "%% Ambiguous input detected at '^' marker: '"
            + visible(token.text())
            + "' may be "
            + list(candidates));
  }

  /** The line ends too early. */
  static CommandSyntaxException incomplete(String line, Collection<String> possible) {
    String visible = line.stripTrailing();
    return at(
        visible,
        visible.length() + 1,
        "%% Incomplete command\nNext possible completions: " + list(possible));
  }

  /** A quote is never closed. */
  static CommandSyntaxException openQuote(String line, int position) {
    return at(
        line,
        position,
        "%% Missing quote: the one at '^' marker is not closed (within quotes, \\\" is a quote)");
  }

  private static CommandSyntaxException at(String line, int position, String what) {
    int inside = Math.min(position, line.length());
    int from = Math.max(0, inside - MOST_AROUND);
    int to = Math.min(line.length(), inside + MOST_AROUND);
    String before = (from > 0 ? "..." : "") + visible(line.substring(from, inside));
    String behind = visible(line.substring(inside, to)) + (to < line.length() ? "..." : "");
    int column = before.codePointCount(0, before.length()) + (position - inside);
    return new CommandSyntaxException(
        before + behind + "\n" + " ".repeat(column) + "^\n" + what, inside);
  }

  /** Nothing may move the caret away from its word. */
  private static String visible(String text) {
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .map(each -> Character.isISOControl(each) ? ' ' : each)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static String list(Collection<String> words) {
    List<String> sorted = words.stream().distinct().sorted(WordOrder.KEYWORDS_FIRST).toList();
    if (sorted.size() <= MOST_SHOWN) {
      return String.join(", ", sorted);
    }
    return String.join(", ", sorted.subList(0, MOST_SHOWN))
        + ", and "
        + (sorted.size() - MOST_SHOWN)
        + " more";
  }
}
