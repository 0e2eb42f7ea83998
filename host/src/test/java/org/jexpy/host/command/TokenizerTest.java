package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerTest {
  @Test
  void whiteSpaceSeparatesWords() {
    assertThat(Tokenizer.split(" a\tbc\n d "))
        .containsExactly(
            new Token("a", 1, 2, false), new Token("bc", 3, 5, false), new Token("d", 7, 8, false));
  }

  @Test
  void quotesKeepSpacesAndJoinWhatTouchesThem() {
    assertThat(Tokenizer.split("x \"two words\" a\"b c\"d \"\""))
        .containsExactly(
            new Token("x", 0, 1, false),
            new Token("two words", 2, 13, true),
            new Token("ab cd", 14, 21, true),
            new Token("", 22, 24, true));
  }

  @Test
  void aBackslashIsSpecialBetweenQuotesOnlyAndBeforeTwoCharacters() {
    assertThat(words("\"a \\\" b\" \"\\\\\" \"\\d+\" \\d \\\\"))
        .containsExactly("a \" b", "\\", "\\d+", "\\d", "\\\\");
  }

  @Test
  void aQuoteThatIsNotClosedIsShown() {
    assertThatExceptionOfType(CommandSyntaxException.class)
        .isThrownBy(() -> Tokenizer.split("a \"b"))
        .satisfies(e -> assertThat(e.position()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "plain", "two words", "\"", "\\", "a\\\"b", "--", "#", "\\d", "\u00a0", "\n"})
  void aQuotedWordIsReadBack(String word) {
    assertThat(words("x " + Tokenizer.quoteIfNeeded(word))).containsExactly("x", word);
    assertThat(words(Tokenizer.quoteIfNeeded(word))).containsExactly(word);
  }

  @Test
  void theWordAtTheCursorIsFoundEvenInQuotes() {
    assertThat(Tokenizer.startOfLastWord("show pro")).isEqualTo(5);
    assertThat(Tokenizer.startOfLastWord("show \"two wo")).isEqualTo(5);
    assertThat(Tokenizer.startOfLastWord("show ")).isEqualTo(5);
    assertThat(Tokenizer.endsInQuotes("show \"two wo")).isTrue();
    assertThat(Tokenizer.endsInQuotes("show \"two\" ")).isFalse();
  }

  private static List<String> words(String line) {
    return Tokenizer.split(line).stream().map(Token::text).toList();
  }
}
