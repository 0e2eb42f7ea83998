package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A line that a command has been found for. */
public final class Invocation {
  private final Command command;
  private final String line;
  private final Set<String> keywords = new LinkedHashSet<>();
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Output out;
  private final Session session;

  Invocation(Path path, String line, Output out, Session session) {
    this.command = path.command();
    this.line = line;
    this.out = out;
    this.session = session;
    for (Path.Taken each : path.taken()) {
      switch (each.part()) {
        case Part.Keyword keyword -> keywords.add(keyword.word());
        case Part.Value value -> add(value.name(), each.text());
        case Part.Words words -> add(words.name(), each.text());
      }
    }
  }

  private void add(String name, String word) {
    values.computeIfAbsent(name, each -> new ArrayList<>()).add(word);
  }

  /** The command. */
  public Command command() {
    return command;
  }

  /** The line as it was given. */
  public String line() {
    return line;
  }

  /**
   * Tell whether a keyword stands in the line, abbreviated or not.
   *
   * @param keyword the keyword as the syntax spells it
   */
  public boolean has(String keyword) {
    return keywords.contains(keyword);
  }

  /**
   * A value that every line of the command has.
   *
   * @param name its name in the syntax
   * @return the word
   * @throws IllegalArgumentException if the line has none: a mistake of the command
   */
  public String value(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' has no <%s>, only %s".formatted(line, name, values.keySet())));
  }

  /**
   * A value that may be left out.
   *
   * @param name its name in the syntax
   * @return the word, or empty if the line has none
   */
  public Optional<String> find(String name) {
    return words(name).stream().findFirst();
  }

  /**
   * Free words.
   *
   * @param name their name in the syntax
   * @return the words in their order; empty if there are none
   */
  public List<String> words(String name) {
    return Collections.unmodifiableList(values.getOrDefault(name, List.of()));
  }

  /** Where to print. */
  public Output out() {
    return out;
  }

  /** Who asks. */
  public Session session() {
    return session;
  }
}
