package org.jexpy.host.command;

import java.util.List;

/** A part of a command's syntax. */
sealed interface Part {
  /** What {@code ?} and error messages call it. */
  String title();

  /** A part that one word of the line stands for. */
  sealed interface Terminal extends Part {}

  /**
   * A word to be typed as it is, in any case.
   *
   * @param word the word
   * @param group what it begins in the notation, such as {@code start [auto | on-demand]}, or empty
   */
  record Keyword(String word, String group) implements Terminal {
    @Override
    public String title() {
      return word;
    }
  }

  /**
   * Any one word.
   *
   * @param name its name in the manual
   * @param kind what completion offers for it
   */
  record Value(String name, String kind) implements Terminal {
    @Override
    public String title() {
      return "<" + name + ">";
    }
  }

  /**
   * At least one word, and all that follow: nothing stands behind it.
   *
   * @param name their name in the manual
   * @param kind what completion offers for each
   * @param most how many there may be
   */
  record Words(String name, String kind, int most) implements Terminal {
    @Override
    public String title() {
      return "<" + name + ">";
    }
  }

  /**
   * One of several sequences.
   *
   * @param alternatives the sequences, none of which may be empty
   * @param optional whether it may be left out
   */
  record Group(List<List<Part>> alternatives, boolean optional) implements Part {
    public Group {
      alternatives = List.copyOf(alternatives);
    }

    @Override
    public String title() {
      return "group";
    }
  }
}
