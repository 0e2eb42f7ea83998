package org.jexpy.host.shell;

import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;

/** Shows the output of a command page by page. */
final class Pager implements Consumer<String> {
  static final String QUESTION = "Press <SPACE> to continue or <Q> to quit:";
  static final int CTRL_C = 3;

  private final Display display;
  private final Runnable stop;
  private int row;
  private int column;
  private boolean enough;

  /**
   * A pager for one command.
   *
   * @param display where it is shown
   * @param stop called once, when its user wants no more
   */
  Pager(Display display, Runnable stop) {
    this.display = display;
    this.stop = stop;
  }

  /**
   * What a page is shown on.
   *
   * @param print shows text
   * @param ask shows a question and waits for a key; negative when there will be none
   * @param width how many columns there are; 0 or less if nobody knows: then lines do not wrap
   * @param height how many lines there are; less than 2 if nobody knows: then there are no pages
   */
  record Display(
      Consumer<String> print, ToIntFunction<String> ask, IntSupplier width, IntSupplier height) {}

  @Override
  public void accept(String text) {
    int start = 0;
    while (start < text.length() && !enough) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline + 1;
      if (column == 0) {
        waitIfFull();
      }
      if (!enough) {
        show(text.substring(start, end), newline >= 0);
      }
      start = end;
    }
  }

  private void show(String piece, boolean whole) {
    display.print().accept(piece);
    column += piece.codePointCount(0, piece.length()) - (whole ? 1 : 0);
    if (whole) {
      int width = display.width().getAsInt();
      row += 1 + (width > 0 ? Math.max(0, column - 1) / width : 0);
      column = 0;
    }
  }

  private void waitIfFull() {
    int height = display.height().getAsInt();
    if (height < 2 || row < height - 1) {
      return;
    }
    String question = QUESTION;
    while (!answered(display.ask().applyAsInt(question), height)) {
      question = "";
    }
    display.print().accept("\r" + " ".repeat(QUESTION.length()) + "\r");
    if (enough) {
      stop.run();
    }
  }

  private boolean answered(int key, int height) {
    switch (key) {
      case ' ' -> row = 0;
      case '\r', '\n' -> row = height - 2;
      case 'q', 'Q', CTRL_C -> enough = true;
      default -> enough = key < 0;
    }
    return enough || row < height - 1;
  }
}
