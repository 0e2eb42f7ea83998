package org.jexpy.host.xenstore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands behind {@code jexpy xs WORD}.
 *
 * @param word the command, for complaints
 * @param flags the flags, each with its value; empty if it takes none
 * @param rest everything else, in order
 */
record XsWords(String word, Map<String, String> flags, List<String> rest) {
  /**
   * Take words apart. Behind {@code --} nothing is a flag.
   *
   * @param word the command, for complaints
   * @param switches the flags without a value
   * @param valued the flags with one
   * @param words the words
   */
  static XsWords of(String word, String switches, List<String> valued, List<String> words)
      throws XsUsageException {
    Map<String, String> flags = new HashMap<>();
    List<String> rest = new ArrayList<>();
    for (int at = 0; at < words.size(); at++) {
      String each = words.get(at);
      if (each.equals("--")) {
        rest.addAll(words.subList(at + 1, words.size()));
        break;
      }
      if (!each.startsWith("-") || each.equals("-")) {
        rest.add(each);
      } else if (valued.contains(beforeEquals(each))) {
        if (each.indexOf('=') > 0) {
          flags.put(beforeEquals(each), each.substring(each.indexOf('=') + 1));
          continue;
        }
        at++;
        if (at == words.size()) {
          throw new XsUsageException("flag '%s' needs a value".formatted(each));
        }
        flags.put(each, words.get(at));
      } else {
        for (char letter : each.substring(1).toCharArray()) {
          if (switches.indexOf(letter) < 0) {
            throw new XsUsageException(
                "%s: unknown flag '%s'; 'jexpy xs --help' lists them".formatted(word, each));
          }
          flags.put("-" + letter, "");
        }
      }
    }
    return new XsWords(word, flags, rest);
  }

  private static String beforeEquals(String word) {
    int equals = word.indexOf('=');
    return equals < 0 ? word : word.substring(0, equals);
  }

  boolean has(String flag) {
    return flags.containsKey(flag);
  }

  /** Refuse more words than a command looks at. */
  XsWords atMost(int count) throws XsUsageException {
    if (rest.size() > count) {
      throw new XsUsageException(
          "%s: '%s' is a word too many (expected at most %d); 'jexpy xs --help' shows how"
              .formatted(word, rest.get(count), count));
    }
    return this;
  }

  /** Everything else, which must be there. */
  List<String> required(String what) throws XsUsageException {
    if (rest.isEmpty()) {
      throw new XsUsageException("no %s given; 'jexpy xs --help' shows how".formatted(what));
    }
    return rest;
  }
}
