package org.jexpy.bindings.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jexpy.sandbox.GuestLanguage;

/**
 * What another peer than the usual one answers: lines of the expected output, each with a minus,
 * and behind them what stands in their place, with a plus.
 *
 * @param peer whose it is
 * @param language the language that it holds for, or empty for both
 * @param reason why it is so
 */
record CaseDifference(String peer, Optional<GuestLanguage> language, String reason) {
  private static final Pattern TITLE =
      Pattern.compile("differs(?: (?<language>python|js))? on (?<peer>\\w+): (?<reason>.+)");

  /** Of the title of a part, if it is one of a difference. */
  static Optional<CaseDifference> of(String title) {
    Matcher matcher = TITLE.matcher(title);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Optional<GuestLanguage> language =
        Optional.ofNullable(matcher.group("language"))
            .flatMap(
                id ->
                    List.of(GuestLanguage.values()).stream()
                        .filter(one -> one.id().equals(id))
                        .findFirst());
    return Optional.of(
        new CaseDifference(matcher.group("peer"), language, matcher.group("reason")));
  }

  boolean holdsFor(String name, GuestLanguage one) {
    return peer.equals(name) && language.map(one::equals).orElse(true);
  }

  /**
   * Put it into an output.
   *
   * @param output what is expected of the usual peer
   * @param changes the lines of the part
   * @throws IllegalArgumentException if a line to replace is not there
   */
  String applied(String output, String changes) {
    List<String> lines = new ArrayList<>(output.lines().toList());
    int at = 0;
    for (String change : changes.lines().filter(line -> !line.isBlank()).toList()) {
      String text = change.substring(1);
      if (change.startsWith("+")) {
        lines.add(at++, text);
        continue;
      }
      int found = change.startsWith("-") ? lines.subList(at, lines.size()).indexOf(text) : -1;
      if (found < 0) {
        throw new IllegalArgumentException(
            "'%s' of the difference on %s is no line of the output (expected - and such a line, or + and another)"
                .formatted(change, peer));
      }
      at += found;
      lines.remove(at);
    }
    return String.join("\n", lines);
  }
}
