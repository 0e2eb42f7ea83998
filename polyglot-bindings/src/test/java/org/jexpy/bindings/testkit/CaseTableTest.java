package org.jexpy.bindings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jexpy.sandbox.GuestLanguage.JS;
import static org.jexpy.sandbox.GuestLanguage.PYTHON;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;
import org.junit.jupiter.api.Test;

final class CaseTableTest {
  @Test
  void aCaseHasCodeAndExpectationPerLanguage() {
    List<ContractCase> cases =
        CaseTable.parse(
            "sample",
            """
            # a comment

            == one
            -- python
            print(1)
            -- js
            throw new Error('no');
            -- out python
            1
            -- fails js
            Error: no

            == two
            -- js
            console.log(2);
            -- out
            2
            """,
            "");

    assertThat(cases).extracting(ContractCase::name).containsExactly("one", "two");
    assertThat(cases.getFirst().code()).containsEntry(GuestLanguage.PYTHON, "print(1)\n");
    assertThat(cases.getFirst().expected())
        .containsEntry(GuestLanguage.PYTHON, new ContractCase.Expected.Output("1"))
        .containsEntry(GuestLanguage.JS, new ContractCase.Expected.Failure("Error: no"));
    assertThat(cases.getLast().code()).containsOnlyKeys(GuestLanguage.JS);
  }

  @Test
  void whatAnotherPeerAnswersStandsBesideIt() {
    String table =
        """
        == one
        -- python
        print("a\\nb\\nc")
        -- js
        console.log("a\\nb\\nc");
        -- out
        a
        b
        c
        -- differs on other: it has no b, and an end
        -b
        -c
        +C
        +end
        -- differs js on other: it begins late
        -a
        +A
        """;

    assertThat(expected(table, "")).isEqualTo(Map.of(PYTHON, "a\nb\nc", JS, "a\nb\nc"));
    assertThat(expected(table, "other")).isEqualTo(Map.of(PYTHON, "a\nC\nend", JS, "A\nC\nend"));
  }

  private static Map<GuestLanguage, String> expected(String table, String peer) {
    Map<GuestLanguage, String> texts = new EnumMap<>(GuestLanguage.class);
    CaseTable.parse("sample", table, peer)
        .getFirst()
        .expected()
        .forEach(
            (language, one) -> texts.put(language, ((ContractCase.Expected.Output) one).text()));
    return texts;
  }

  @Test
  void aDifferenceFromWhatIsNotThereIsRefused() {
    assertRefused(
        "== one\n-- js\n1\n-- out\na\n-- differs on other: why\n-b\n+c\n",
        "'-b' of the difference on other is no line of the output");
    assertRefused(
        "== one\n-- js\n1\n-- out\na\n-- differs on other\n-a\n",
        "unknown parts [differs on other]");
  }

  @Test
  void aCaseWithoutExpectationIsRefused() {
    assertRefused("== one\n-- python\npass\n", "case 'one' needs one part 'out' or 'fails'");
  }

  @Test
  void aCaseWithTwoExpectationsIsRefused() {
    assertRefused("== one\n-- js\n1\n-- out\n-- fails\n", "needs one part 'out' or 'fails' for js");
  }

  @Test
  void aMisspeltPartIsRefused() {
    assertRefused("== one\n-- js\n1\n-- out\n-- outt\n", "unknown parts [outt]");
  }

  @Test
  void aCaseThatStandsTwiceIsRefused() {
    String one = "== one\n-- js\n1\n-- out\n";
    assertRefused(one + one, "case 'one' stands twice");
  }

  @Test
  void textOutsideOfAnyPartIsRefusedWithItsLine() {
    assertRefused("\nhello\n", "sample, up to line 2: text outside of any part: hello");
  }

  private static void assertRefused(String table, String problem) {
    assertThatThrownBy(() -> CaseTable.parse("sample", table, "other"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(problem);
  }
}
