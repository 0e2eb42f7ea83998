package org.jexpy.host.shell;

import java.util.List;
import org.jexpy.host.command.Tokenizer;
import org.jline.reader.CompletingParsedLine;
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
    return new Word(line, cursor, beginning.substring(Tokenizer.startOfLastWord(beginning)));
  }

  private record Word(String line, int cursor, String word) implements CompletingParsedLine {
    /** The words that completion offers are quoted already. */
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
