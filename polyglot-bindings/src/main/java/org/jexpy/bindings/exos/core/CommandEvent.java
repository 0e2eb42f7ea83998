package org.jexpy.bindings.exos.core;

/**
 * What happens while a list of commands is executed.
 *
 * @param kind what happened
 * @param text output, or the text of an error; empty for {@link Kind#DONE}
 */
public record CommandEvent(Kind kind, String text) {
  /** What can happen. */
  public enum Kind {
    /** A command has printed a piece of output, typically a line with its end. */
    REPLY,
    /** A command has come to its end; sent once for each, failed ones of an ignoring list too. */
    DONE,
    /** The time of the list has passed. What is left of it is not executed. The last event. */
    TIMEOUT,
    /** A command has failed, and errors are not ignored. The last event. */
    FAILED
  }

  /** A piece of output. */
  public static CommandEvent reply(String text) {
    return new CommandEvent(Kind.REPLY, text);
  }

  /** The end of a command. */
  public static CommandEvent done() {
    return new CommandEvent(Kind.DONE, "");
  }

  /** The end of the time. */
  public static CommandEvent timeout(String text) {
    return new CommandEvent(Kind.TIMEOUT, text);
  }

  /** The failure of a command. */
  public static CommandEvent failed(String text) {
    return new CommandEvent(Kind.FAILED, text);
  }
}
