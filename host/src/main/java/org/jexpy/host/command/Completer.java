package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what may stand at the cursor, by the rules of {@link Matcher}. */
final class Completer {
  private final Map<String, ValueKind> kinds;
  private final List<Path.Move> moves;
  private final Token word;
  private final boolean mayEnd;

  private Completer(Map<String, ValueKind> kinds, Matcher matcher, Token word) {
    this.kinds = kinds;
    this.moves = matcher.moves();
    this.mayEnd = matcher.mayEnd();
    this.word = word;
  }

  static List<Candidate> complete(
      String beginning, List<Path> starts, Map<String, ValueKind> kinds) {
    Tokenizer.Unfinished line = Tokenizer.Unfinished.of(beginning);
    if (line.comment()) {
      return List.of();
    }
    try {
      Matcher matcher = Matcher.follow(beginning, starts, line.before());
      return new Completer(kinds, matcher, line.word()).candidates();
    } catch (CommandSyntaxException e) {
      // Behind a mistake nothing makes sense.
      return List.of();
    }
  }

  private List<Candidate> candidates() {
    Map<String, Candidate> found = new LinkedHashMap<>();
    keywords().forEach(each -> found.putIfAbsent(each.text(), each));
    values().forEach(each -> found.putIfAbsent(each.text(), each));
    for (Path.Move move : moves) {
      if (move.free()) {
        String title = move.terminal().title();
        found.putIfAbsent(title, candidate(title, help(move), Candidate.Kind.PLACEHOLDER));
      }
    }
    if (mayEnd && word.start() == word.end()) {
      found.put("<cr>", candidate("<cr>", "execute the command", Candidate.Kind.END));
    }
    return List.copyOf(found.values());
  }

  private List<Candidate> keywords() {
    Map<String, List<Path.Move>> byWord = new TreeMap<>(WordOrder.KEYWORDS_FIRST);
    for (Path.Move move : moves) {
      if (move.terminal() instanceof Part.Keyword keyword && word.abbreviates(keyword.word())) {
        byWord.computeIfAbsent(keyword.word(), each -> new ArrayList<>()).add(move);
      }
    }
    return byWord.entrySet().stream()
        .map(each -> candidate(each.getKey(), help(each.getValue()), Candidate.Kind.KEYWORD))
        .toList();
  }

  private List<Candidate> values() {
    return moves.stream()
        .filter(Path.Move::free)
        .flatMap(move -> kind(move.terminal()).values().get().stream())
        .filter(each -> each.startsWith(word.text()))
        .distinct()
        .sorted(Comparator.naturalOrder())
        .map(each -> candidate(asTyped(each), "", Candidate.Kind.VALUE))
        .toList();
  }

  /** A value that spells a keyword which may stand here is one only in quotes. */
  private String asTyped(String value) {
    boolean keyword =
        moves.stream()
            .anyMatch(
                move ->
                    move.terminal() instanceof Part.Keyword each
                        && each.word().equalsIgnoreCase(value));
    return word.quoted() || keyword ? Tokenizer.quote(value) : Tokenizer.quoteIfNeeded(value);
  }

  private Candidate candidate(String text, String help, Candidate.Kind kind) {
    return new Candidate(text, help, word.start(), kind);
  }

  /** Of a keyword: its own hint, else its group, else its command, else where it leads. */
  private static String help(List<Path.Move> same) {
    Path.Move first = same.getFirst();
    Part.Keyword keyword = (Part.Keyword) first.terminal();
    Optional<String> hint =
        same.stream()
            .flatMap(move -> Optional.ofNullable(hints(move).get(keyword.word())).stream())
            .findFirst();
    if (hint.isPresent()) {
      return hint.get();
    }
    if (!keyword.group().isEmpty()) {
      return keyword.group();
    }
    if (same.stream().map(move -> move.path().command()).distinct().count() == 1) {
      return first.path().command().summary();
    }
    return same.stream()
        .flatMap(move -> Steps.from(move.step().rest()).stream())
        .map(step -> step.terminal().title())
        .distinct()
        .sorted(WordOrder.KEYWORDS_FIRST)
        .collect(Collectors.joining(", "));
  }

  private String help(Path.Move move) {
    String name =
        switch (move.terminal()) {
          case Part.Keyword keyword -> keyword.word();
          case Part.Value value -> value.name();
          case Part.Words words -> words.name();
        };
    return Optional.ofNullable(hints(move).get(name)).orElseGet(() -> kind(move.terminal()).help());
  }

  private static Map<String, String> hints(Path.Move move) {
    return move.path().command().hints();
  }

  private ValueKind kind(Part.Terminal terminal) {
    String kind =
        switch (terminal) {
          case Part.Keyword keyword -> "";
          case Part.Value value -> value.kind();
          case Part.Words words -> words.kind();
        };
    return kinds.getOrDefault(kind, ValueKind.UNKNOWN);
  }
}
