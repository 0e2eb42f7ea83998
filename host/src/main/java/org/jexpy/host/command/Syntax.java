package org.jexpy.host.command;

import java.util.List;

/**
 * What a command's line looks like, read from the notation that manuals print:
 *
 * <pre>
 * create process &lt;name&gt; python-module &lt;module&gt; {start [auto | on-demand]} {&lt;arg&gt;...9}
 * </pre>
 *
 * <ul>
 *   <li>{@code word}: a keyword, typed as it is or abbreviated, in any case
 *   <li>{@code <name>}: one word; {@code <name:kind>} if completion is to look up something else
 *       than the name, which only the notation shows
 *   <li>{@code <name>...}: one word or more, up to the end of the line; {@code <name>...9}: at most
 *       9
 *   <li><code>{…}</code>: may be left out; neighbours of this sort come in any order
 *   <li>{@code [a | b]}: exactly one of them; <code>{a | b}</code>: one or none
 * </ul>
 */
public final class Syntax {
  private final String text;
  private final List<Part> parts;

  private Syntax(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /**
   * Read a notation.
   *
   * @param notation the notation
   * @return the syntax
   * @throws IllegalArgumentException if the notation makes no sense; the message shows where
   */
  public static Syntax of(String notation) {
    return new Syntax(
        notation.strip().replaceAll("\\s+", " ").replaceAll("<([^:<>]*):[^<>]*>", "<$1>"),
        Notation.parse(notation));
  }

  List<Part> parts() {
    return parts;
  }

  /** The keywords that every such line begins with: the command's name, so to say. */
  public List<String> keywords() {
    return parts.stream().takeWhile(part -> part instanceof Part.Keyword).map(Part::title).toList();
  }

  /** The notation as people read it. */
  @Override
  public String toString() {
    return text;
  }
}
