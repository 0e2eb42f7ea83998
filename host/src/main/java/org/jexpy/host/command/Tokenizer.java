package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words. White space separates them, double quotes keep it; between
 * quotes {@code \"} and {@code \\} mean a quote and a backslash, any other backslash is itself. A
 * line whose first visible character is {@code #} is a comment.
 */
public final class Tokenizer {
  private final String line;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int openQuote = -1;

  private Tokenizer(String line) {
    this.line = line;
    skipSpace();
    if (at < line.length() && line.charAt(at) == '#') {
      at = line.length();
    }
    while (at < line.length()) {
      tokens.add(word());
      skipSpace();
    }
  }

  /**
   * Split a line.
   *
   * @param line the line
   * @return its words; none of a blank line or a comment
   * @throws CommandSyntaxException if a quote is not closed
   */
  public static List<Token> split(String line) {
    Tokenizer tokenizer = new Tokenizer(line);
    if (tokenizer.openQuote >= 0) {
      throw SyntaxErrors.openQuote(line, tokenizer.openQuote);
    }
    return List.copyOf(tokenizer.tokens);
  }

  /**
   * Find the word that is being typed at the end of a line.
   *
   * @param beginning the line up to the cursor
   * @return where that word begins; the end, if none has been begun
   */
  public static int startOfLastWord(String beginning) {
    return Unfinished.of(beginning).word().start();
  }

  /**
   * Tell whether a cursor stands between quotes.
   *
   * @param beginning the line up to the cursor
   * @return whether a quote is open there
   */
  public static boolean endsInQuotes(String beginning) {
    return new Tokenizer(beginning).openQuote >= 0;
  }

  /**
   * A line that is being typed.
   *
   * @param before the words before the cursor that are finished
   * @param word the word at the cursor, empty if none has been begun
   * @param comment whether it is a comment
   */
  record Unfinished(List<Token> before, Token word, boolean comment) {
    static Unfinished of(String beginning) {
      Tokenizer tokenizer = new Tokenizer(beginning);
      List<Token> tokens = tokenizer.tokens;
      int end = beginning.length();
      if (!tokens.isEmpty() && tokens.getLast().end() == end) {
        return new Unfinished(
            List.copyOf(tokens.subList(0, tokens.size() - 1)), tokens.getLast(), false);
      }
      boolean comment = tokens.isEmpty() && !beginning.isBlank();
      return new Unfinished(List.copyOf(tokens), new Token("", end, end, false), comment);
    }
  }

  private void skipSpace() {
    while (at < line.length() && isSpace(line.charAt(at))) {
      at++;
    }
  }

  static boolean isSpace(char each) {
    return each <= ' ' || Character.isWhitespace(each) || Character.isSpaceChar(each);
  }

  private Token word() {
    int start = at;
    boolean quoted = false;
    StringBuilder text = new StringBuilder();
    while (at < line.length() && !isSpace(line.charAt(at))) {
      char each = line.charAt(at++);
      if (each == '"') {
        quoted = true;
        quotedPart(text);
      } else {
        text.append(each);
      }
    }
    return new Token(text.toString(), start, at, quoted);
  }

  private void quotedPart(StringBuilder text) {
    openQuote = at - 1;
    while (at < line.length()) {
      char each = line.charAt(at++);
      if (each == '"') {
        openQuote = -1;
        return;
      }
      if (each == '\\' && at < line.length() && isEscapable(line.charAt(at))) {
        text.append(line.charAt(at++));
      } else {
        text.append(each);
      }
    }
  }

  private static boolean isEscapable(char each) {
    return each == '"' || each == '\\';
  }

  /**
   * Write a word so that it is read back as it is.
   *
   * @param word the word
   * @return the word, in quotes if it needs them
   */
  public static String quoteIfNeeded(String word) {
    boolean plain =
        !word.isEmpty()
            && !word.equals(Token.END_OF_KEYWORDS)
            && !word.startsWith("#")
            && word.chars().noneMatch(each -> each == '"' || isSpace((char) each));
    return plain ? word : quote(word);
  }

  static String quote(String word) {
    return '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
