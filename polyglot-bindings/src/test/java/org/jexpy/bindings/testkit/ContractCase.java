package org.jexpy.bindings.testkit;

import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;

/**
 * One case of a table.
 *
 * @param name what it shows, as a sentence
 * @param code the script in each language that has the feature
 * @param expected how it ends in each of these languages
 */
public record ContractCase(
    String name, Map<GuestLanguage, String> code, Map<GuestLanguage, Expected> expected) {

  /** How a case ends. */
  public sealed interface Expected {
    /**
     * With status 0 and this on standard output.
     *
     * @param text the transcript
     */
    record Output(String text) implements Expected {}

    /**
     * With status 1 and an uncaught error.
     *
     * @param error the line that names it: {@code ValueError: the text}
     */
    record Failure(String error) implements Expected {}
  }

  /** Copies the maps. */
  public ContractCase {
    code = Map.copyOf(code);
    expected = Map.copyOf(expected);
  }
}
