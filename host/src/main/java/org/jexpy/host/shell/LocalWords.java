package org.jexpy.host.shell;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jexpy.host.command.Candidate;
import org.jexpy.host.command.Tokenizer;

/** The commands that are the shell's own: those that leave it. */
final class LocalWords {
  private static final List<String> LEAVE = List.of("exit", "logout", "quit");

  private final CommandService service;

  LocalWords(CommandService service) {
    this.service = service;
  }

  /**
   * Whether a line leaves the shell. Its word may be shortened, unless that would hide a command of
   * the container.
   */
  boolean isLeave(String line) throws IOException {
    String word = line.strip().toLowerCase(Locale.ROOT);
    if (LEAVE.contains(word)) {
      return true;
    }
    return LEAVE.stream().anyMatch(each -> each.startsWith(word))
        && service.complete(word, word.length()).stream()
            .noneMatch(each -> each.kind() == Candidate.Kind.KEYWORD);
  }

  /** What the container knows of, and in the place of a first word these. */
  List<Candidate> complete(String line, int cursor) throws IOException {
    List<Candidate> all = new ArrayList<>(service.complete(line, cursor));
    String beginning = line.substring(0, cursor);
    int start = Tokenizer.startOfLastWord(beginning);
    if (beginning.substring(0, start).isBlank()) {
      String word = beginning.substring(start).toLowerCase(Locale.ROOT);
      for (String each : LEAVE) {
        if (each.startsWith(word)) {
          all.add(new Candidate(each, "leave the shell", start, Candidate.Kind.KEYWORD));
        }
      }
    }
    return all;
  }
}
