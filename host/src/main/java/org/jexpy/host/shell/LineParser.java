package org.jexpy.host.shell;

import org.jexpy.host.command.Tokenizer;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Sees in a line only the word before the cursor, with its quotes: what completion needs. Whether a
 * line makes sense is the container's business.
 */
final class LineParser implements Parser {
  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    String beginning = line.substring(0, cursor);
    return new WordAtCursor(
        line, cursor, beginning.substring(Tokenizer.startOfLastWord(beginning)));
  }
}
