package org.jexpy.host.cli;

import org.jexpy.host.shell.WordAtCursor;
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
    return new WordAtCursor(line, cursor, line.substring(start, cursor));
  }

  private static boolean isOfName(char each) {
    return each == '.' || each == '$' || Character.isUnicodeIdentifierPart(each);
  }
}
