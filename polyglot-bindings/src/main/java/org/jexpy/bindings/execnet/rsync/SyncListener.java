package org.jexpy.bindings.execnet.rsync;

/** Decides what is copied, and hears of it. Called by the thread that copies. */
public interface SyncListener {
  /** Everything is copied, and nobody hears of it. */
  SyncListener NOBODY = new SyncListener() {};

  /**
   * Whether an entry is copied, with all below it.
   *
   * @param path its path, the source's with names behind it
   */
  default boolean isWanted(String path) {
    return true;
  }

  /**
   * A file is about to be sent: the target has not got it, or another one.
   *
   * @param target which target, by the order in which they were added, from 0
   * @param name its path below the source; empty if it is the source
   */
  default void sending(int target, String name) {}

  /**
   * A target has asked for everything that it wants.
   *
   * @param target which
   * @param bytes how large that is
   */
  default void listed(int target, long bytes) {}

  /**
   * A target has got a file.
   *
   * @param target which
   * @param bytes how large it is
   */
  default void acknowledged(int target, long bytes) {}

  /**
   * A target has got everything.
   *
   * @param target which
   */
  default void finished(int target) {}
}
