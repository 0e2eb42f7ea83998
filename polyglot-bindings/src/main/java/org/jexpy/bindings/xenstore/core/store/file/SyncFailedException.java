package org.jexpy.bindings.xenstore.core.store.file;

import java.io.IOException;

/** A sync between the pieces of a snapshot has failed, which is more than a snapshot that has. */
final class SyncFailedException extends IOException {
  private static final long serialVersionUID = 1;

  SyncFailedException(IOException cause) {
    super(cause.getMessage(), cause);
  }
}
