package org.jexpy.host.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PagerTest {
  private static final String ERASE = "\r" + " ".repeat(Pager.QUESTION.length()) + "\r";
  private static final String PAUSE = Pager.QUESTION + ERASE;

  private final StringBuilder screen = new StringBuilder();
  private String keys = "";
  private int stopped;

  @Test
  void whatFitsIsShownAsItIs() {
    pager(10, 4).accept(lines(1, 3));

    assertThat(screen).hasToString(lines(1, 3));
  }

  @Test
  void spaceShowsAnotherPageAndReturnAnotherLine() {
    keys = "x \r ";

    pager(10, 4).accept(lines(1, 8));

    assertThat(screen)
        .hasToString(lines(1, 3) + PAUSE + lines(4, 6) + PAUSE + lines(7, 7) + PAUSE + lines(8, 8));
    assertThat(stopped).isZero();
  }

  @Test
  void nothingIsShownBehindQ() {
    keys = "q";
    Pager pager = pager(10, 4);

    pager.accept(lines(1, 9));
    pager.accept("more\n");

    assertThat(screen).hasToString(lines(1, 3) + PAUSE);
    assertThat(stopped).isEqualTo(1);
  }

  @Test
  void aLostTerminalIsNoReasonToWait() {
    pager(10, 4).accept(lines(1, 9));

    assertThat(stopped).isEqualTo(1);
  }

  @Test
  void aLineThatWrapsTakesMoreRows() {
    keys = " ";

    pager(5, 4).accept("12345\n1234567\nnext\n");

    assertThat(screen).hasToString("12345\n1234567\n" + PAUSE + "next\n");
  }

  @Test
  void piecesOfALineAreOneLine() {
    keys = " ";
    Pager pager = pager(10, 2);

    for (String piece : new String[] {"a", "b\nc", "d", "\n"}) {
      pager.accept(piece);
    }

    assertThat(screen).hasToString("ab\n" + PAUSE + "cd\n");
  }

  @Test
  void aTerminalOfUnknownHeightHasNoPages() {
    pager(0, 0).accept(lines(1, 99));

    assertThat(screen).hasToString(lines(1, 99));
  }

  private Pager pager(int width, int height) {
    return new Pager(
        new Pager.Display(screen::append, this::ask, () -> width, () -> height), () -> stopped++);
  }

  private int ask(String question) {
    screen.append(question);
    if (keys.isEmpty()) {
      return -1;
    }
    char key = keys.charAt(0);
    keys = keys.substring(1);
    return key;
  }

  private static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(each -> "l" + each + "\n")
        .collect(Collectors.joining());
  }
}
