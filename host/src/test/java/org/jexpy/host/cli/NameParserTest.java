package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class NameParserTest {
  @Test
  void theWordIsTheDottedNameBeforeTheCursor() {
    ParsedLine line = new NameParser().parse("print(os.pa, x)", 11, ParseContext.COMPLETE);

    assertThat(line.word()).isEqualTo("os.pa");
    assertThat(line.wordCursor()).isEqualTo(5);
  }

  @Test
  void thereIsNoWordBehindAnOperator() {
    assertThat(new NameParser().parse("1 + ", 4, ParseContext.COMPLETE).word()).isEmpty();
  }
}
