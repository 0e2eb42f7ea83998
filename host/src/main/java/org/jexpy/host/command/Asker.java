package org.jexpy.host.command;

/**
 * Who gave a command. The container hands over askers of its own, which know the calls that led
 * there; a command that needs them tells them by their class.
 */
public interface Asker {
  /** What logs call it, such as {@code shell} or {@code process greeter}. */
  String title();

  /** Who gave the first command, if this one was given by a script of it. */
  default Asker origin() {
    return this;
  }

  /** How many scripts ({@code run script}) lie between {@link #origin} and the command. */
  default int depth() {
    return 0;
  }

  /**
   * An asker that is nothing but a title.
   *
   * @param title what logs call it
   */
  static Asker of(String title) {
    return new Titled(title);
  }

  /**
   * A title.
   *
   * @param title the title
   */
  record Titled(String title) implements Asker {}
}
