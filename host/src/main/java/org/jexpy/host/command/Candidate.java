package org.jexpy.host.command;

/**
 * What may stand at the cursor.
 *
 * @param text the word as it is to be typed, in quotes if it needs them; of a placeholder its title
 * @param help what it means, in a few words; may be empty
 * @param from where in the line the word begins that it would replace, up to the cursor
 * @param kind what sort of word it is
 */
public record Candidate(String text, String help, int from, Kind kind) {
  /** The sorts of words. */
  public enum Kind {
    /** A keyword. */
    KEYWORD,
    /** A value that exists. */
    VALUE,
    /** {@code <name>}: a value that nobody can list; shown by {@code ?}, not to be inserted. */
    PLACEHOLDER,
    /** {@code <cr>}: the line may end here; shown by {@code ?}, not to be inserted. */
    END
  }

  /** Whether it can be put into the line. */
  public boolean insertable() {
    return kind == Kind.KEYWORD || kind == Kind.VALUE;
  }
}
