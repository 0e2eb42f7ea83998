package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Report PROCESSES =
      Report.table(
              Column.left("Process Name", "name"),
              Column.right("Restart", "restart"),
              Column.left("State", "state")
                  .shownBy(value -> String.valueOf(value).toUpperCase(Locale.ROOT)),
              Column.left("Start Time", "startTime"))
          .row("aaa", 0, "Ready", "Thu Sep  1 17:00:52 2005")
          .row("a_much_longer_name", 12, "Stopped", null)
          .build();

  @Test
  void peopleSeeATable() {
    assertThat(ReportText.of(PROCESSES))
        .isEqualTo(
            """
            Process Name        Restart  State    Start Time
            --------------------------------------------------------------
            aaa                       0  READY    Thu Sep  1 17:00:52 2005
            a_much_longer_name       12  STOPPED
            """);
  }

  @Test
  void aTableWithoutRowsHasAHeading() {
    assertThat(ReportText.of(Report.table(Column.left("A", "a")).title("Nothing").build()))
        .isEqualTo("Nothing\nA\n-\n");
  }

  @Test
  void peopleSeeFields() {
    Report report =
        Report.fields(Column.left("Name", "name"), Column.left("Arguments", "arguments"))
            .row("a", List.of("1", "2"))
            .row("b", List.of())
            .build();

    assertThat(ReportText.of(report))
        .isEqualTo("Name      : a\nArguments : 1, 2\n\nName      : b\nArguments :\n");
  }

  @Test
  void aValueCannotLeaveItsLine() {
    assertThat(ReportText.of(Report.table(Column.left("A", "a")).row("x\n\u001b[2Jy").build()))
        .isEqualTo("A\n------\nx  [2Jy\n".replace("------", "-------"));
  }

  @Test
  void programsGetValuesAsTheyAre() {
    StringBuilder text = new StringBuilder();
    Output out = Output.of(Session.json(Asker.of("test")), text::append);

    out.note("for people");
    out.report(PROCESSES);
    out.line("a \"line\"");
    out.text("in ");
    out.text("pieces\nun");
    out.failure(new CommandFailedException("it is wrong"));

    assertThat(text)
        .hasToString(
            """
            [{"name":"aaa","restart":0,"state":"Ready","startTime":"Thu Sep  1 17:00:52 2005"},\
            {"name":"a_much_longer_name","restart":12,"state":"Stopped","startTime":null}]
            "a \\"line\\""
            "in pieces"
            "un"
            {"error":"it is wrong"}
            """);
  }

  @Test
  void aRowHasAValueForEveryColumn() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Report.table(Column.left("A", "a")).row("x", "y"))
        .withMessage("a row of 2 values for 1 columns");
  }
}
