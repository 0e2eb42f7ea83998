package org.jexpy.host.command;

import java.util.Comparator;

/** The order in which people find words: keywords by the alphabet, then {@code <values>}. */
final class WordOrder {
  static final Comparator<String> KEYWORDS_FIRST =
      Comparator.comparing((String word) -> word.startsWith("<"))
          .thenComparing(String.CASE_INSENSITIVE_ORDER)
          .thenComparing(Comparator.naturalOrder());

  private WordOrder() {}
}
