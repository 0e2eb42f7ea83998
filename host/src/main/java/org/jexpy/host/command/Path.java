package org.jexpy.host.command;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command that the words so far may be the beginning of.
 *
 * @param command the command
 * @param rest what is left of its syntax
 * @param last what the last word stands for; null before the first
 */
record Path(Command command, List<Part> rest, @Nullable Taken last) {
  /**
   * A word and what it stands for. A chain, as lists would be copied for each of many words.
   *
   * @param part what it stands for
   * @param text the word
   * @param before the word before it; null at the first
   */
  record Taken(Part.Terminal part, String text, @Nullable Taken before) {}

  /**
   * What the next word may be.
   *
   * @param path the command
   * @param step the word
   */
  record Move(Path path, Steps.Step step) {
    Part.Terminal terminal() {
      return step.terminal();
    }

    boolean free() {
      return !(terminal() instanceof Part.Keyword);
    }

    Path take(String text) {
      return new Path(path.command, step.rest(), new Taken(terminal(), text, path.last));
    }
  }

  List<Move> moves() {
    return Steps.from(rest).stream().map(step -> new Move(this, step)).toList();
  }

  /** What the words so far stand for, in their order. */
  Iterable<Taken> taken() {
    Deque<Taken> taken = new ArrayDeque<>();
    for (Taken each = last; each != null; each = each.before()) {
      taken.addFirst(each);
    }
    return taken;
  }

  boolean mayEnd() {
    return Steps.mayEnd(rest);
  }
}
