package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.List;

/** What the next word of a line may be, given what is left of a syntax. */
final class Steps {
  private Steps() {}

  /**
   * A word that may come next.
   *
   * @param terminal the part that it stands for
   * @param rest what is left of the syntax behind it
   */
  record Step(Part.Terminal terminal, List<Part> rest) {}

  /** All words that may come next. */
  static List<Step> from(List<Part> parts) {
    List<Step> steps = new ArrayList<>();
    collect(parts, steps);
    return steps;
  }

  /** Whether a line may end here. */
  static boolean mayEnd(List<Part> parts) {
    return parts.stream().allMatch(part -> part instanceof Part.Group group && group.optional());
  }

  private static void collect(List<Part> parts, List<Step> steps) {
    if (parts.isEmpty()) {
      return;
    }
    List<Part> tail = parts.subList(1, parts.size());
    switch (parts.getFirst()) {
      // Keywords end where free words begin, so nothing is left but more of these.
      case Part.Words words -> steps.add(new Step(words, more(words)));
      case Part.Terminal terminal -> steps.add(new Step(terminal, tail));
      case Part.Group group when group.optional() -> options(parts, steps);
      case Part.Group group -> {
        for (List<Part> alternative : group.alternatives()) {
          collect(concat(alternative, tail), steps);
        }
      }
    }
  }

  /** Neighbouring options come in any order, each at most once. */
  private static void options(List<Part> parts, List<Step> steps) {
    int end = 0;
    while (end < parts.size() && parts.get(end) instanceof Part.Group group && group.optional()) {
      List<Part> others = concat(parts.subList(0, end), parts.subList(end + 1, parts.size()));
      for (List<Part> alternative : group.alternatives()) {
        collect(concat(alternative, others), steps);
      }
      end++;
    }
    collect(parts.subList(end, parts.size()), steps);
  }

  private static List<Part> more(Part.Words words) {
    if (words.most() == 1) {
      return List.of();
    }
    int left = words.most() == Integer.MAX_VALUE ? words.most() : words.most() - 1;
    return List.of(
        new Part.Group(List.of(List.of(new Part.Words(words.name(), words.kind(), left))), true));
  }

  private static List<Part> concat(List<Part> first, List<Part> second) {
    List<Part> both = new ArrayList<>(first);
    both.addAll(second);
    return both;
  }
}
