package org.jexpy.bindings.execnet.transport;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into words as a POSIX shell does, without expanding anything. */
final class ShellWords {
  private ShellWords() {}

  /**
   * The words of a command.
   *
   * @throws IllegalArgumentException if a quote is not closed, or a backslash is the last character
   */
  static List<String> split(String command) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < command.length(); i++) {
      char c = command.charAt(i);
      if (quote == 0 && Character.isWhitespace(c)) {
        if (begun) {
          words.add(word.toString());
          word.setLength(0);
          begun = false;
        }
        continue;
      }
      begun = true;
      if (quote == 0 && (c == '\'' || c == '"')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else if (c == '\\' && quote != '\'') {
        i++;
        if (i == command.length()) {
          throw new IllegalArgumentException("No escaped character: " + command);
        }
        // Between double quotes it is one for itself and for those only.
        if (quote == '"' && command.charAt(i) != '"' && command.charAt(i) != '\\') {
          word.append(c);
        }
        word.append(command.charAt(i));
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("No closing quotation: " + command);
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}
