package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatcherTest {
  private static final String[] NAMES = {
    "name", "module", "exe", "vr-name", "text", "arg", "slot", "cname", "pct", "slotid", "node"
  };

  /** Lines, the command that they call, and what it understands. */
  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of(
            "create process greeter python-module greeter",
            Samples.CREATE_PYTHON,
            "[] {module=[greeter], name=[greeter]}"),
        Arguments.of(
            "create process greeter python-module a.b.greeter start auto arg1",
            Samples.CREATE_PYTHON,
            "[auto] {arg=[arg1], module=[a.b.greeter], name=[greeter]}"),
        Arguments.of(
            "create process clone python-module clone start auto -- --fabric -d",
            Samples.CREATE_PYTHON,
            "[auto] {arg=[--fabric, -d], module=[clone], name=[clone]}"),
        Arguments.of(
            "create process g python-module g start on-demand vr VR-Default description \"my app\""
                + " 1 2 3 4 5 6 7 8 9",
            Samples.CREATE_PYTHON,
            "[on-demand, description] {arg=[1, 2, 3, 4, 5, 6, 7, 8, 9], module=[g], name=[g],"
                + " text=[my app], vr-name=[VR-Default]}"),
        // Options in another order than the manual's.
        Arguments.of(
            "create process g python-module g description d vr v start auto a",
            Samples.CREATE_PYTHON,
            "[auto, description] {arg=[a], module=[g], name=[g], text=[d], vr-name=[v]}"),
        // Where an argument may stand, an abbreviation is an argument ...
        Arguments.of(
            "create process g python-module g s",
            Samples.CREATE_PYTHON,
            "[] {arg=[s], module=[g], name=[g]}"),
        // ... a keyword is a keyword ...
        Arguments.of(
            "cr pr g py g START au", Samples.CREATE_PYTHON, "[auto] {module=[g], name=[g]}"),
        // ... unless it is quoted, or behind other arguments, or behind the mark.
        Arguments.of(
            "create process g python-module g \"start\" auto",
            Samples.CREATE_PYTHON,
            "[] {arg=[start, auto], module=[g], name=[g]}"),
        Arguments.of(
            "create process g python-module g a start auto",
            Samples.CREATE_PYTHON,
            "[] {arg=[a, start, auto], module=[g], name=[g]}"),
        Arguments.of(
            "create process g python-module g -- start auto --",
            Samples.CREATE_PYTHON,
            "[] {arg=[start, auto, --], module=[g], name=[g]}"),
        Arguments.of(
            "create process g python-module g a -- -b",
            Samples.CREATE_PYTHON,
            "[] {arg=[a, -b], module=[g], name=[g]}"),
        Arguments.of(
            "create process g python-module g \"--\" \"\"",
            Samples.CREATE_PYTHON,
            "[] {arg=[--, ], module=[g], name=[g]}"),
        Arguments.of(
            "create process g python-module g --",
            Samples.CREATE_PYTHON,
            "[] {module=[g], name=[g]}"),
        // A value may be called as a keyword, where no keyword may stand.
        Arguments.of(
            "create process start python-module vr",
            Samples.CREATE_PYTHON,
            "[] {module=[vr], name=[start]}"),
        Arguments.of(
            "create process sh executable /bin/sh node both start auto",
            Samples.CREATE_EXECUTABLE,
            "[auto] {exe=[/bin/sh], name=[sh], node=[both]}"),
        Arguments.of("start process greeter", Samples.START, "[] {name=[greeter]}"),
        Arguments.of("STA PROC g msm A", Samples.START, "[] {name=[g], slot=[A]}"),
        Arguments.of("terminate process g forceful", Samples.TERMINATE, "[forceful] {name=[g]}"),
        Arguments.of("term proc g g msm 1", Samples.TERMINATE, "[graceful] {name=[g], slot=[1]}"),
        Arguments.of("restart process class cli", Samples.RESTART, "[] {cname=[cli]}"),
        Arguments.of("restart process cl", Samples.RESTART, "[] {name=[cl]}"),
        Arguments.of("restart process \"class\"", Samples.RESTART, "[] {name=[class]}"),
        Arguments.of(
            "restart process thttpd msm 1", Samples.RESTART, "[] {name=[thttpd], slot=[1]}"),
        Arguments.of("delete process ezspantree", Samples.DELETE, "[] {name=[ezspantree]}"),
        Arguments.of("show process", Samples.SHOW_PROCESS, "[] {}"),
        Arguments.of("sh proc", Samples.SHOW_PROCESS, "[] {}"),
        Arguments.of("show process detail", Samples.SHOW_PROCESS, "[detail] {}"),
        Arguments.of("show process \"detail\"", Samples.SHOW_PROCESS, "[] {name=[detail]}"),
        Arguments.of(
            "show process g desc slot 1",
            Samples.SHOW_PROCESS,
            "[description] {name=[g], slotid=[1]}"),
        Arguments.of("show process detail g", Samples.SHOW_PROCESS, "[detail] {name=[g]}"),
        Arguments.of("show heartbeat process", Samples.HEARTBEAT, "[] {}"),
        Arguments.of("sh he p g", Samples.HEARTBEAT, "[] {name=[g]}"),
        Arguments.of(
            "configure process group other memory-limit 20",
            Samples.CONFIGURE_GROUP,
            "[] {pct=[20]}"),
        Arguments.of("conf p g o c 7", Samples.CONFIGURE_GROUP, "[] {pct=[7]}"),
        Arguments.of("unconfigure process group", Samples.UNCONFIGURE_GROUP, "[] {}"),
        Arguments.of("show process group", Samples.SHOW_GROUP, "[] {}"),
        Arguments.of("show process group exos", Samples.SHOW_GROUP, "[] {}"),
        Arguments.of("clear process group statistics other", Samples.CLEAR_GROUP, "[] {}"),
        Arguments.of(
            "create log message show -- \"two words\"",
            Samples.LOG_MESSAGE,
            "[] {text=[show, two words]}"),
        Arguments.of("show log follow process g", Samples.SHOW_LOG, "[] {name=[g]}"),
        Arguments.of("  show\tlog\u00a0", Samples.SHOW_LOG, "[] {}"));
  }

  @ParameterizedTest
  @MethodSource("lines")
  void aLineCallsItsCommand(String line, String syntax, String understood) {
    assertThat(Samples.parse(line).command()).hasToString(syntax);
    assertThat(Samples.understood(line, NAMES)).isEqualTo(understood);
  }

  static final String[][] MISTAKES = {
    {
      "show proces greeter extra words",
      """
      show proces greeter extra words
                          ^
      %% Invalid input detected at '^' marker.
      Possible here: description, detail, slot""",
    },
    {
      "sho wrong",
      """
      sho wrong
          ^
      %% Invalid input detected at '^' marker.
      Possible here: heartbeat, log, process""",
    },
    {
      "s process",
      """
      s process
      ^
      %% Ambiguous input detected at '^' marker: 's' may be show, start""",
    },
    {
      "create process g python-module",
      """
      create process g python-module
                                     ^
      %% Incomplete command
      Next possible completions: <module>""",
    },
    {
      "terminate process g",
      """
      terminate process g
                          ^
      %% Incomplete command
      Next possible completions: forceful, graceful""",
    },
    {
      "create process g python-module g 1 2 3 4 5 6 7 8 9 10",
      """
      create process g python-module g 1 2 3 4 5 6 7 8 9 10
                                                         ^
      %% Invalid input detected at '^' marker.
      Nothing more may follow here.""",
    },
    {
      "create process g python-module -- g",
      """
      create process g python-module -- g
                                     ^
      %% Invalid input detected at '^' marker.
      Possible here: <module>""",
    },
    {
      "\"show\" process",
      """
      "show" process
      ^
      %% Invalid input detected at '^' marker.
      Possible here: clear, configure, create, delete, restart, show, start, terminate, unconfigure""",
    },
    {
      "show\tprocess \"unclosed \\\" name",
      """
      show process "unclosed \\" name
                   ^
      %% Missing quote: the one at '^' marker is not closed (within quotes, \\" is a quote)""",
    },
    {
      "create log message",
      """
      create log message
                         ^
      %% Incomplete command
      Next possible completions: <text>""",
    },
    {
      "\ud83d\ude00 process",
      """
      \ud83d\ude00 process
      ^
      %% Invalid input detected at '^' marker.
      Possible here: clear, configure, create, delete, restart, show, start, terminate, unconfigure""",
    },
  };

  @ParameterizedTest
  @FieldSource("MISTAKES")
  void aMistakeIsShownWhereItIs(String line, String message) {
    assertThatExceptionOfType(CommandSyntaxException.class)
        .isThrownBy(() -> Samples.parse(line))
        .withMessage(message)
        .satisfies(e -> assertThat(e.text()).isEqualTo(message));
  }

  @Test
  void theSameOptionTwiceIsAMistakeOrAnArgument() {
    assertThat(Samples.understood("create process g python-module g start auto start auto", NAMES))
        .isEqualTo("[auto] {arg=[start, auto], module=[g], name=[g]}");
    assertThatExceptionOfType(CommandSyntaxException.class)
        .isThrownBy(() -> Samples.parse("show process g detail detail"));
  }

  @Test
  void blankLinesAndCommentsAreNoCommands() {
    CommandRegistry registry = Samples.registry();
    Output out = Output.of(Samples.session(), text -> {});

    assertThat(registry.parse(" \t", out, Samples.session())).isEmpty();
    assertThat(registry.parse("  # show process", out, Samples.session())).isEmpty();
  }

  @Test
  @Timeout(30)
  void manyWordsTakeNoMoreThanTheirTime() {
    Invocation call = Samples.parse("create log message" + " word".repeat(300_000));

    assertThat(call.words("text")).hasSize(300_000);
  }

  @Test
  void ofALongLineOnlyTheMistakeIsShown() {
    String line = "show process " + "x".repeat(10_000) + " wrong " + "y".repeat(10_000);

    assertThatExceptionOfType(CommandSyntaxException.class)
        .isThrownBy(() -> Samples.parse(line))
        .satisfies(
            e -> {
              String[] shown = e.text().split("\n", 3);
              assertThat(shown[0]).hasSizeLessThan(700).startsWith("...x").endsWith("y...");
              assertThat(shown[0].substring(shown[1].indexOf('^'))).startsWith("wrong ");
            });
  }
}
