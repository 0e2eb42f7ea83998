package org.jexpy.host.shell;

import java.util.List;
import org.jexpy.host.command.Candidate;

/** What {@code ?} shows: a line for every word that may stand there. */
final class HelpText {
  private static final int MOST_PADDING = 24;

  private HelpText() {}

  static String of(List<Candidate> candidates) {
    if (candidates.isEmpty()) {
      return "  nothing known may stand here\n";
    }
    int width =
        candidates.stream()
            .mapToInt(each -> each.text().length())
            .filter(length -> length <= MOST_PADDING)
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    for (Candidate each : candidates) {
      String padding = " ".repeat(Math.max(0, width - each.text().length()));
      text.append(("  " + each.text() + padding + "  " + each.help()).stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
