package org.jexpy.host.command;

/**
 * A word of a command line.
 *
 * @param text the word, without quotes
 * @param start where it begins in the line
 * @param end where it ends, exclusively
 * @param quoted whether any of it stands in quotes: then it is never a keyword
 */
public record Token(String text, int start, int end, boolean quoted) {
  /** The word that ends keywords: what follows it are free words. */
  static final String END_OF_KEYWORDS = "--";

  boolean endsKeywords() {
    return !quoted && text.equals(END_OF_KEYWORDS);
  }

  boolean is(String keyword) {
    return !quoted && text.equalsIgnoreCase(keyword);
  }

  boolean abbreviates(String keyword) {
    return !quoted && startsWith(keyword, text);
  }

  static boolean startsWith(String keyword, String beginning) {
    return keyword.regionMatches(true, 0, beginning, 0, beginning.length());
  }
}
