package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that the words so far may be the beginning of.
 *
 * @param command the command
 * @param rest what is left of its syntax
 * @param taken what the words so far stand for
 */
record Path(Command command, List<Part> rest, List<Taken> taken) {
  Path {
    taken = List.copyOf(taken);
  }

  /**
   * A word and what it stands for.
   *
   * @param part what it stands for
   * @param text the word
   */
  record Taken(Part.Terminal part, String text) {}

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
      List<Taken> taken = new ArrayList<>(path.taken);
      taken.add(new Taken(terminal(), text));
      return new Path(path.command, step.rest(), taken);
    }
  }

  List<Move> moves() {
    return Steps.from(rest).stream().map(step -> new Move(this, step)).toList();
  }

  boolean mayEnd() {
    return Steps.mayEnd(rest);
  }
}
