package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows a report to people, in the style of {@code show process} on a switch. */
final class ReportText {
  private static final String GAP = "  ";

  private final Report report;
  private final StringBuilder text = new StringBuilder();

  private ReportText(Report report) {
    this.report = report;
  }

  static String of(Report report) {
    ReportText text = new ReportText(report);
    report.title().ifPresent(text::line);
    switch (report.layout()) {
      case TABLE -> text.table();
      case FIELDS -> text.fields();
    }
    return text.text.toString();
  }

  private void table() {
    List<String> headings = report.columns().stream().map(Column::heading).toList();
    List<List<String>> cells = new ArrayList<>();
    for (List<@Nullable Object> row : report.rows()) {
      cells.add(shown(row));
    }
    List<Integer> widths = new ArrayList<>();
    for (int i = 0; i < headings.size(); i++) {
      int width = length(headings.get(i));
      for (List<String> row : cells) {
        width = Math.max(width, length(row.get(i)));
      }
      widths.add(width);
    }
    int total =
        widths.stream().mapToInt(Integer::intValue).sum() + GAP.length() * (widths.size() - 1);
    row(headings, widths);
    line("-".repeat(Math.max(total, 0)));
    cells.forEach(row -> row(row, widths));
  }

  private void row(List<String> cells, List<Integer> widths) {
    List<String> padded = new ArrayList<>();
    for (int i = 0; i < cells.size(); i++) {
      padded.add(pad(cells.get(i), widths.get(i), report.columns().get(i).right()));
    }
    line(String.join(GAP, padded));
  }

  private void fields() {
    int width = report.columns().stream().mapToInt(each -> length(each.heading())).max().orElse(0);
    String before = "";
    for (List<@Nullable Object> row : report.rows()) {
      text.append(before);
      List<String> cells = shown(row);
      for (int i = 0; i < cells.size(); i++) {
        line(pad(report.columns().get(i).heading(), width, false) + " : " + cells.get(i));
      }
      before = "\n";
    }
  }

  private List<String> shown(List<@Nullable Object> row) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      cells.add(onOneLine(report.columns().get(i).shown().apply(row.get(i))));
    }
    return cells;
  }

  /** A value must not be able to draw lines, or move the cursor of a terminal. */
  private static String onOneLine(String cell) {
    StringBuilder line = new StringBuilder();
    cell.codePoints()
        .map(each -> Character.isISOControl(each) ? ' ' : each)
        .forEach(line::appendCodePoint);
    return line.toString();
  }

  private static String pad(String cell, int width, boolean right) {
    String space = " ".repeat(Math.max(0, width - length(cell)));
    return right ? space + cell : cell + space;
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }

  private void line(String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
