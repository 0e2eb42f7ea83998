package org.jexpy.host.shell;

import java.util.List;
import org.jline.reader.CompletingParsedLine;

/**
 * A line of which only the word before the cursor counts: what completion needs.
 *
 * @param line the line
 * @param cursor where the cursor is
 * @param word the word, up to the cursor
 */
public record WordAtCursor(String line, int cursor, String word) implements CompletingParsedLine {
  /** What completion offers goes into the line as it is. */
  @Override
  public CharSequence escape(CharSequence candidate, boolean complete) {
    return candidate;
  }

  @Override
  public int rawWordCursor() {
    return word.length();
  }

  @Override
  public int rawWordLength() {
    return word.length();
  }

  @Override
  public int wordCursor() {
    return word.length();
  }

  @Override
  public int wordIndex() {
    return 0;
  }

  @Override
  public List<String> words() {
    return List.of(word);
  }
}
