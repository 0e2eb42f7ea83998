package org.jexpy.sandbox;

import java.util.concurrent.CompletableFuture;

/** A guest that another one has started. Any thread may use it; nothing here waits. */
public interface SpawnedGuest {
  /** Its exit status when it has ended, or the failure if it could not be run. */
  CompletableFuture<Integer> status();

  /** Tear its code out of what it does. */
  void interrupt();

  /** End it, whatever it does. */
  void close();
}
