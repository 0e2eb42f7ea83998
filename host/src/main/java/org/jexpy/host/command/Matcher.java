package org.jexpy.host.command;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Follows a line through all commands at once, word by word. A word is, in this order:
 *
 * <ol>
 *   <li>the keyword that it spells
 *   <li>a value or a free word, where one is possible
 *   <li>the keyword that it abbreviates, if there is only one
 * </ol>
 *
 * <p>So nothing is an abbreviation where an argument may stand, and whoever wants a value that
 * spells a keyword puts it in quotes.
 */
final class Matcher {
  private final String line;
  private List<Path> paths;
  private boolean keywordsEnded;

  private Matcher(String line, List<Path> paths) {
    this.line = line;
    this.paths = paths;
  }

  /**
   * Follow words.
   *
   * @param line the line, for messages
   * @param starts all commands
   * @param words the words
   * @return where they lead
   * @throws CommandSyntaxException if they lead nowhere
   */
  static Matcher follow(String line, List<Path> starts, List<Token> words) {
    Matcher matcher = new Matcher(line, starts);
    words.forEach(matcher::take);
    return matcher;
  }

  /** What the next word may be. */
  List<Path.Move> moves() {
    Stream<Path.Move> all = paths.stream().flatMap(path -> path.moves().stream());
    return keywordsEnded ? all.filter(Matcher::isFreeWord).toList() : all.toList();
  }

  /** The command of a line that ends here, or of several the one that was registered first. */
  Path end() {
    return paths.stream()
        .filter(Path::mayEnd)
        .findFirst()
        .orElseThrow(() -> SyntaxErrors.incomplete(line, titles(moves())));
  }

  /** Whether a line may end here. */
  boolean mayEnd() {
    return paths.stream().anyMatch(Path::mayEnd);
  }

  private void take(Token token) {
    List<Path.Move> moves = moves();
    if (token.endsKeywords() && !keywordsEnded && moves.stream().anyMatch(Matcher::isFreeWord)) {
      keywordsEnded = true;
      paths =
          paths.stream()
              .filter(path -> path.moves().stream().anyMatch(Matcher::isFreeWord))
              .toList();
      return;
    }
    List<Path.Move> chosen = choose(moves, token);
    paths = chosen.stream().map(move -> move.take(token.text())).toList();
  }

  private List<Path.Move> choose(List<Path.Move> moves, Token token) {
    List<Path.Move> spelled = keywords(moves, token::is);
    if (!spelled.isEmpty()) {
      return spelled;
    }
    // The mark that ends keywords is no value: it would be a mistake that nobody sees.
    boolean mark = token.endsKeywords() && !keywordsEnded;
    List<Path.Move> free = moves.stream().filter(move -> !mark && move.free()).toList();
    if (!free.isEmpty()) {
      return free;
    }
    List<Path.Move> abbreviated = keywords(moves, token::abbreviates);
    TreeSet<String> words = new TreeSet<>(titles(abbreviated));
    if (words.isEmpty()) {
      throw SyntaxErrors.invalid(line, token.start(), titles(moves));
    }
    if (words.size() > 1) {
      throw SyntaxErrors.ambiguous(line, token, words);
    }
    return abbreviated;
  }

  private static List<Path.Move> keywords(List<Path.Move> moves, Predicate<String> test) {
    return moves.stream()
        .filter(
            move -> move.terminal() instanceof Part.Keyword keyword && test.test(keyword.word()))
        .toList();
  }

  private static boolean isFreeWord(Path.Move move) {
    return move.terminal() instanceof Part.Words;
  }

  private static List<String> titles(List<Path.Move> moves) {
    return moves.stream().map(move -> move.terminal().title()).toList();
  }
}
