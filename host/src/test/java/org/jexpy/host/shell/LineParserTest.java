package org.jexpy.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.CompletingParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class LineParserTest {
  @Test
  void theWordIsWhatStandsBeforeTheCursorWithItsQuotes() {
    assertThat(word("show pro and", 8)).isEqualTo("pro");
    assertThat(word("delete process \"two wo", 22)).isEqualTo("\"two wo");
    assertThat(word("show ", 5)).isEmpty();
  }

  private static String word(String line, int cursor) {
    var parsed = (CompletingParsedLine) new LineParser().parse(line, cursor, ParseContext.COMPLETE);
    assertThat(parsed.rawWordCursor()).isEqualTo(parsed.word().length());
    return parsed.word();
  }
}
