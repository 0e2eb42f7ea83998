package org.jexpy.host.shell;

/**
 * What a prompt shows, in the style of EXOS.
 *
 * @param name the container's name
 * @param unsaved whether there are changes that {@code save configuration} would save: {@code *}
 * @param mayChange whether commands of this shell may change something: {@code #}, else {@code >}
 */
public record PromptState(String name, boolean unsaved, boolean mayChange) {
  /**
   * The prompt.
   *
   * @param number the number of the command that it asks for, from 1
   * @return such as {@code * jexpy.1 # }
   */
  public String text(int number) {
    return (unsaved ? "* " : "") + name + '.' + number + (mayChange ? " # " : " > ");
  }
}
