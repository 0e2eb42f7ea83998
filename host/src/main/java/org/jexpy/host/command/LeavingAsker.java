package org.jexpy.host.command;

/**
 * An asker that can leave before its command is done, and that takes output at its own speed. Only
 * to such a one can be printed what has no end.
 */
public interface LeavingAsker extends Asker {
  /**
   * Have something done when the asker leaves; at once if it has left. Called and run on the thread
   * that executes commands. Nothing is run any more when the command is done.
   *
   * @param task what to do
   * @return takes it back: what has ended before the command need not be kept
   */
  Runnable onGone(Runnable task);

  /**
   * Have something done when the asker has room for more output: on the thread that executes
   * commands, never within this call, and not at all once it has left. May be called by any thread.
   *
   * @param task what to do, once
   */
  void whenRoom(Runnable task);
}
