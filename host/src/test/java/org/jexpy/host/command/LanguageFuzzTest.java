package org.jexpy.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Random lines; the seeds are fixed, so that a failure comes again. */
class LanguageFuzzTest {
  private static final List<String> WORDS =
      List.of(
          "show",
          "sh",
          "process",
          "proc",
          "p",
          "create",
          "group",
          "greeter",
          "python-module",
          "start",
          "auto",
          "on-demand",
          "detail",
          "--",
          "-",
          "-x",
          "\"",
          "\"\"",
          "\"two words\"",
          "\\",
          "\\\"",
          "#",
          "?",
          "<name>",
          "é",
          "\ud83d\ude00",
          "\ud83d",
          "\u0000",
          "vr",
          "description",
          "log",
          "message",
          "other",
          "s",
          "1",
          "class");

  private final CommandRegistry registry = Samples.registry();

  @Test
  void noLineBreaksTheLanguage() {
    Random random = new Random(25);
    for (int i = 0; i < 10_000; i++) {
      String line = line(random);
      try {
        registry.parse(line, Output.of(Samples.session(), text -> {}), Samples.session());
      } catch (CommandSyntaxException e) {
        assertThat(e.position()).as(line).isBetween(0, line.length());
        assertThat(e.text().lines().skip(1).findFirst().orElseThrow()).matches(" *\\^");
      }
    }
  }

  @Test
  void noLineBreaksCompletion() {
    Random random = new Random(3);
    for (int i = 0; i < 3_000; i++) {
      String line = line(random);
      int cursor = random.nextInt(line.length() + 1);
      for (Candidate each : registry.complete(line, cursor)) {
        assertThat(each.from()).as(line).isBetween(0, cursor);
      }
    }
  }

  @Test
  void whatCompletionOffersIsAccepted() {
    Random random = new Random(8);
    for (int i = 0; i < 300; i++) {
      StringBuilder line = new StringBuilder();
      boolean complete = false;
      while (!complete) {
        String beginning = line.toString();
        List<Candidate> candidates = registry.complete(beginning, beginning.length());
        assertThat(candidates).as(beginning).isNotEmpty();
        Candidate next = candidates.get(random.nextInt(candidates.size()));
        complete = next.kind() == Candidate.Kind.END;
        if (!complete) {
          line.append(next.insertable() ? next.text() : "word").append(' ');
        }
      }
      Samples.parse(line.toString());
      everyBeginningLeadsBack(line.toString().strip());
    }
  }

  private void everyBeginningLeadsBack(String line) {
    for (Token token : Tokenizer.split(line)) {
      String word = line.substring(token.start(), token.end());
      for (int cursor = token.start(); cursor <= token.end(); cursor++) {
        List<Candidate> candidates = registry.complete(line, cursor);
        assertThat(candidates)
            .as("%s|", line.substring(0, cursor))
            .anyMatch(
                each -> each.text().equals(word) || each.kind() == Candidate.Kind.PLACEHOLDER);
        assertThat(candidates).allMatch(each -> each.from() == token.start());
      }
    }
  }

  private static String line(Random random) {
    StringBuilder line = new StringBuilder();
    int words = random.nextInt(10);
    for (int i = 0; i < words; i++) {
      line.append(WORDS.get(random.nextInt(WORDS.size())));
      line.append(
          random.nextInt(5) == 0 ? "" : " \t\n\u00a0 ".substring(random.nextInt(5)).charAt(0));
    }
    return line.toString();
  }
}
