package org.jexpy.host.command;

/**
 * Who gave a command. The container hands over askers of its own, which know the calls that led
 * there; a command that needs them tells them by their class.
 */
public interface Asker {
  /** What logs call it, such as {@code shell} or {@code process greeter}. */
  String title();

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
