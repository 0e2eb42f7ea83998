package org.jexpy.bindings.execnet.channel;

/** The machine of a gateway cannot be reached (execnet's {@code HostNotFound}). */
public final class HostNotFoundException extends ExecnetException {
  private static final long serialVersionUID = 1;

  /**
   * An exception.
   *
   * @param message its address, as the specification has it
   */
  public HostNotFoundException(String message) {
    super(message);
  }
}
