package org.jexpy.bindings.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jexpy.sandbox.GuestLanguage;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table of cases.
 *
 * <pre>
 * # a comment
 * == what the case shows, as a sentence
 * -- python
 * print(1)
 * -- js
 * console.log(1);
 * -- out
 * 1
 * </pre>
 *
 * <p>{@code -- out} holds for both languages, {@code -- out python} and {@code -- out js} for one.
 * Instead of an output a case may end with {@code -- fails}, with the one line that names the
 * error. A language without code is left out of the case; a line of code that begins with {@code
 * "-- "} or {@code "== "} does not exist in either language.
 *
 * <p>Where a peer that cases run against answers otherwise than the usual one, the case says so and
 * why, with lines of its output and others for them; see {@link #read(Class, String, String)}:
 *
 * <pre>
 * -- differs on oxenstored: children are sorted by name
 * -b a
 * +a b
 * </pre>
 *
 * <p>{@code -- differs js on} … holds for one language.
 */
public final class CaseTable {
  private final String source;
  private final String peer;
  private final Map<String, ContractCase> cases = new LinkedHashMap<>();

  private CaseTable(String source, String peer) {
    this.source = source;
    this.peer = peer;
  }

  /**
   * Read a table.
   *
   * @param anchor the class beside which the table lies
   * @param resource its name
   * @return its cases in order
   * @throws IllegalArgumentException if the table is malformed; the message names the line
   */
  public static List<ContractCase> read(Class<?> anchor, String resource) {
    return read(anchor, resource, "");
  }

  /**
   * Read a table for a peer.
   *
   * @param anchor the class beside which the table lies
   * @param resource its name
   * @param peer whose differences count
   * @return its cases in order
   * @throws IllegalArgumentException if the table is malformed; the message names the line
   */
  public static List<ContractCase> read(Class<?> anchor, String resource, String peer) {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no table '%s' beside %s".formatted(resource, anchor.getName()));
      }
      return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8), peer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<ContractCase> parse(String source, String text, String peer) {
    CaseTable table = new CaseTable(source, peer);
    String name = null;
    Map<String, StringBuilder> parts = new LinkedHashMap<>();
    StringBuilder current = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.startsWith("== ")) {
        table.add(name, parts, number);
        name = line.substring(3).strip();
        parts = new LinkedHashMap<>();
        current = null;
      } else if (line.startsWith("-- ")) {
        String key = line.substring(3).strip();
        current = new StringBuilder();
        if (name == null || parts.put(key, current) != null) {
          throw table.error(number, "part '%s' without a case, or twice in one".formatted(key));
        }
      } else if (current != null) {
        current.append(line).append('\n');
      } else if (!line.isBlank() && !line.startsWith("#")) {
        throw table.error(number, "text outside of any part: " + line);
      }
    }
    table.add(name, parts, number);
    return List.copyOf(table.cases.values());
  }

  private void add(@Nullable String name, Map<String, StringBuilder> parts, int line) {
    if (name == null) {
      return;
    }
    Map<String, StringBuilder> left = new LinkedHashMap<>(parts);
    Map<GuestLanguage, String> code = new EnumMap<>(GuestLanguage.class);
    Map<GuestLanguage, ContractCase.Expected> expected = new EnumMap<>(GuestLanguage.class);
    for (GuestLanguage language : GuestLanguage.values()) {
      StringBuilder script = left.remove(language.id());
      if (script == null) {
        continue;
      }
      code.put(language, script.toString().strip() + "\n");
      expected.put(language, expected(parts, language, name, line));
    }
    List<String> unknown = new ArrayList<>(left.keySet());
    unknown.removeIf(
        part -> part.matches("(out|fails)( (python|js))?") || CaseDifference.of(part).isPresent());
    if (code.isEmpty() || !unknown.isEmpty()) {
      throw error(line, "case '%s' has no code, or unknown parts %s".formatted(name, unknown));
    }
    if (cases.put(name, new ContractCase(name, code, expected)) != null) {
      throw error(line, "case '%s' stands twice in the table".formatted(name));
    }
  }

  private ContractCase.Expected expected(
      Map<String, StringBuilder> parts, GuestLanguage language, String name, int line) {
    StringBuilder out = own(parts, "out", language);
    StringBuilder fails = own(parts, "fails", language);
    if ((out == null) == (fails == null)) {
      throw error(
          line, "case '%s' needs one part 'out' or 'fails' for %s".formatted(name, language.id()));
    }
    if (out != null) {
      return new ContractCase.Expected.Output(
          withDifferences(out.toString().strip(), parts, language, line));
    }
    return new ContractCase.Expected.Failure(String.valueOf(fails).strip());
  }

  private String withDifferences(
      String usual, Map<String, StringBuilder> parts, GuestLanguage language, int line) {
    String output = usual;
    for (Map.Entry<String, StringBuilder> part : parts.entrySet()) {
      Optional<CaseDifference> difference =
          CaseDifference.of(part.getKey()).filter(one -> one.holdsFor(peer, language));
      if (difference.isPresent()) {
        try {
          output = difference.get().applied(output, part.getValue().toString());
        } catch (IllegalArgumentException e) {
          throw error(line, String.valueOf(e.getMessage()));
        }
      }
    }
    return output;
  }

  private static @Nullable StringBuilder own(
      Map<String, StringBuilder> parts, String key, GuestLanguage language) {
    StringBuilder own = parts.get(key + " " + language.id());
    return own == null ? parts.get(key) : own;
  }

  private IllegalArgumentException error(int line, String problem) {
    return new IllegalArgumentException("%s, up to line %d: %s".formatted(source, line, problem));
  }
}
