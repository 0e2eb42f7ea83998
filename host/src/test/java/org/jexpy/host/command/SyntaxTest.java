package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyntaxTest {
  @Test
  void itShowsItselfWithoutTheKindsOfValues() {
    Syntax syntax = Syntax.of("  delete \n process <name:process> {<more:process>...3}");

    assertThat(syntax).hasToString("delete process <name> {<more>...3}");
    assertThat(syntax.keywords()).containsExactly("delete", "process");
  }

  static Stream<Arguments> nonsense() {
    return Stream.of(
        Arguments.of("a {b", "here '}' is missing"),
        Arguments.of("a b}", "'}' closes nothing"),
        Arguments.of("a | b", "'|' closes nothing"),
        Arguments.of("a [b}", "here ']' is missing"),
        Arguments.of("a {}", "here something has to stand that may not be left out"),
        Arguments.of("a {{b}}", "here something has to stand that may not be left out"),
        Arguments.of("a [b | ]", "here something has to stand that may not be left out"),
        Arguments.of("a <b", "a value is written as <name> or <name:kind>"),
        Arguments.of("a <>", "a value is written as <name> or <name:kind>"),
        Arguments.of("a >", "'>' closes nothing"),
        Arguments.of("a <x>... b", "nothing can follow <x>..."),
        Arguments.of("a {<x>...} {b}", "nothing can follow <x>..."),
        Arguments.of("a <x> {b <x>}", "<x> stands here twice"),
        Arguments.of("<x>", "a command begins with a keyword"),
        Arguments.of("", "a command begins with a keyword"));
  }

  @ParameterizedTest
  @MethodSource("nonsense")
  void aNotationThatMakesNoSenseIsRefused(String notation, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Syntax.of(notation))
        .withMessageContaining(message);
  }

  @Test
  void aNameMayStandInTwoAlternatives() {
    assertThat(Syntax.of("a [b <x> | c <x>]")).hasToString("a [b <x> | c <x>]");
  }

  @Test
  void twoCommandsCannotBeCalledBySameLine() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Samples.registry()
                    .register(
                        Samples.command(
                            Samples.DELETE, call -> CompletableFuture.completedFuture(null))))
        .withMessageContaining("another command is called by 'delete process <name>'");
  }
}
