package org.jexpy.host.cli;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Sees in a line only the dotted name before the cursor: what completion needs. Whether an input is
 * complete is the language's business, so every line is.
 */
final class NameParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    int start = cursor;
    while (start > 0 && isOfName(line.charAt(start - 1))) {
      start--;
    }
    return new Name(line, cursor, line.substring(start, cursor));
  }

  private static boolean isOfName(char each) {
    return each == '.' || each == '$' || Character.isUnicodeIdentifierPart(each);
  }

  private record Name(String line, int cursor, String word) implements CompletingParsedLine {
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
}
