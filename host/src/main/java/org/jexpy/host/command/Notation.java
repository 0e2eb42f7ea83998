package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the notation of {@link Syntax}: recursive descent, a method for each rule. */
final class Notation {
  private static final String SPECIAL = "{}[]|<>";

  private final String text;
  private int at;

  private Notation(String text) {
    this.text = text;
  }

  static List<Part> parse(String text) {
    Notation notation = new Notation(text);
    List<Part> parts = notation.sequence();
    if (notation.at < text.length()) {
      throw notation.error("'" + text.charAt(notation.at) + "' closes nothing");
    }
    if (parts.isEmpty() || !(parts.getFirst() instanceof Part.Keyword)) {
      notation.at = 0;
      throw notation.error("a command begins with a keyword");
    }
    notation.check(parts, new HashSet<>(), true);
    return parts;
  }

  private List<Part> sequence() {
    List<Part> parts = new ArrayList<>();
    while (true) {
      skipSpace();
      if (at == text.length() || "}]|".indexOf(text.charAt(at)) >= 0) {
        return parts;
      }
      parts.add(
          switch (text.charAt(at)) {
            case '{' -> group('}', true);
            case '[' -> group(']', false);
            case '<' -> value();
            case '>' -> throw error("'>' closes nothing");
            default -> keyword();
          });
    }
  }

  private Part group(char end, boolean optional) {
    List<List<Part>> alternatives = new ArrayList<>();
    do {
      at++;
      int start = at;
      List<Part> alternative = sequence();
      if (Steps.mayEnd(alternative)) {
        throw error("here something has to stand that may not be left out");
      }
      alternatives.add(named(alternative, text.substring(start, at).strip()));
    } while (at < text.length() && text.charAt(at) == '|');
    if (at == text.length() || text.charAt(at) != end) {
      throw error("here '" + end + "' is missing");
    }
    at++;
    return new Part.Group(alternatives, optional);
  }

  /** Lets the first keyword of a group know what it begins. */
  private static List<Part> named(List<Part> alternative, String notation) {
    if (alternative.size() == 1 || !(alternative.getFirst() instanceof Part.Keyword first)) {
      return alternative;
    }
    List<Part> parts = new ArrayList<>(alternative);
    parts.set(0, new Part.Keyword(first.word(), notation.replaceAll("\\s+", " ")));
    return parts;
  }

  private Part value() {
    int start = at + 1;
    int end = text.indexOf('>', start);
    String inside = end < 0 ? "" : text.substring(start, end);
    if (inside.isBlank() || inside.chars().anyMatch(each -> SPECIAL.indexOf(each) >= 0)) {
      throw error("a value is written as <name> or <name:kind>");
    }
    int colon = inside.indexOf(':');
    String name = colon < 0 ? inside : inside.substring(0, colon);
    String kind = inside.substring(colon + 1);
    at = end + 1;
    if (!text.startsWith("...", at)) {
      return new Part.Value(name, kind);
    }
    at += 3;
    return new Part.Words(name, kind, most());
  }

  private int most() {
    int start = at;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    return at == start ? Integer.MAX_VALUE : Integer.parseInt(text, start, at, 10);
  }

  private Part keyword() {
    int start = at;
    while (at < text.length()
        && !Tokenizer.isSpace(text.charAt(at))
        && SPECIAL.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return new Part.Keyword(text.substring(start, at), "");
  }

  /** Free words take all that follows, and a name may stand for one value only. */
  private void check(List<Part> parts, Set<String> names, boolean atEnd) {
    for (int i = 0; i < parts.size(); i++) {
      boolean last = atEnd && i == parts.size() - 1;
      switch (parts.get(i)) {
        case Part.Keyword keyword -> {}
        case Part.Value value -> checkName(value.name(), names);
        case Part.Words words -> {
          checkName(words.name(), names);
          if (!last) {
            throw error("nothing can follow <" + words.name() + ">...");
          }
        }
        case Part.Group group -> {
          Set<String> inside = new HashSet<>();
          for (List<Part> alternative : group.alternatives()) {
            Set<String> known = new HashSet<>(names);
            check(alternative, known, last);
            inside.addAll(known);
          }
          names.addAll(inside);
        }
      }
    }
  }

  private void checkName(String name, Set<String> names) {
    if (!names.add(name)) {
      throw error("<" + name + "> stands here twice");
    }
  }

  private void skipSpace() {
    while (at < text.length() && Tokenizer.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private IllegalArgumentException error(String what) {
    return new IllegalArgumentException(
        "syntax notation: %s%n%s%n%s^".formatted(what, text, " ".repeat(at)));
  }
}
