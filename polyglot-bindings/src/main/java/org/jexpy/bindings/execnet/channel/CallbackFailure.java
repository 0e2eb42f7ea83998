package org.jexpy.bindings.execnet.channel;

/** A callback of a guest has failed, with the text that goes to the other side. */
public final class CallbackFailure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * A failure.
   *
   * @param traceback the guest's traceback
   */
  public CallbackFailure(String traceback) {
    super(traceback);
  }

  /** What the other side is told of a failure. */
  static String textOf(Throwable failure) {
    if (failure instanceof CallbackFailure && failure.getMessage() != null) {
      return failure.getMessage();
    }
    StringBuilder text = new StringBuilder().append(failure).append('\n');
    for (StackTraceElement element : failure.getStackTrace()) {
      text.append("\tat ").append(element).append('\n');
    }
    return text.toString();
  }
}
