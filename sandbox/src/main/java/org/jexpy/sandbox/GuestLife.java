package org.jexpy.sandbox;

import org.jexpy.sandbox.function.GuestFunctions;

/**
 * What the owner of a guest learns of its life, and says about its end. An exit status alone does
 * not tell an uncaught error from an exit that was asked for. Called on the Runner; must not block.
 */
public interface GuestLife {
  /** The life of a script that is run by hand: nobody watches. */
  GuestLife SCRIPT = new GuestLife() {};

  /**
   * The functions of the script can be called from now on. Those that its top level makes are there
   * when it has made them.
   *
   * @param functions the functions
   */
  default void callable(GuestFunctions functions) {}

  /** The script is about to begin. */
  default void entered() {}

  /** The top level of the script came to its end by itself. */
  default void loaded() {}

  /** An error that nothing caught has been reported on the guest's standard error; it ends now. */
  default void uncaught() {}

  /**
   * A thread of the guest ends it at once, as {@code os._exit} does. What its main thread is in may
   * not notice: the owner need not wait for it. Called on that thread.
   *
   * @param status the exit status
   */
  default void exitsAtOnce(int status) {}

  /**
   * Whether a guest whose top level is done shall end now. Asked again after each of its tasks, and
   * when its Runner is woken.
   *
   * @param holds whether it holds something that keeps it alive
   * @return by default, whether it holds nothing: the rule for scripts run by hand (design §5)
   */
  default boolean isOver(boolean holds) {
    return !holds;
  }

  /**
   * Whether the guest lives on with nothing to do. Its language then leaves its threads and pools
   * alone until the end.
   */
  default boolean resident() {
    return false;
  }
}
