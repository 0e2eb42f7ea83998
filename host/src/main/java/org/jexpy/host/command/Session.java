package org.jexpy.host.command;

/**
 * What a command may know of the one who gave it.
 *
 * @param width how many columns there are to print on; at least {@value #LEAST_WIDTH}
 * @param json whether {@code show} commands are to give JSON
 * @param canPage whether someone looks at it who may stop and go on: then long output is no harm
 * @param asker who it is
 */
public record Session(int width, boolean json, boolean canPage, Asker asker) {
  /** The width of a terminal that nobody measured. */
  public static final int DEFAULT_WIDTH = 80;

  /** No output is made for less. */
  public static final int LEAST_WIDTH = 20;

  /** Corrects a width that no terminal has. */
  public Session {
    width = width <= 0 ? DEFAULT_WIDTH : Math.max(width, LEAST_WIDTH);
  }

  /**
   * A program that reads text.
   *
   * @param asker who it is
   */
  public static Session text(Asker asker) {
    return new Session(DEFAULT_WIDTH, false, false, asker);
  }

  /**
   * A program that reads JSON.
   *
   * @param asker who it is
   */
  public static Session json(Asker asker) {
    return new Session(DEFAULT_WIDTH, true, false, asker);
  }
}
