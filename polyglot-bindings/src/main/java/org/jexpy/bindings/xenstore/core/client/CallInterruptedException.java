package org.jexpy.bindings.xenstore.core.client;

/**
 * The thread was interrupted while it waited; its flag is set again. The connection is as it was;
 * the request may still be executed, and its reply will be dropped.
 */
public final class CallInterruptedException extends XenStoreException {
  private static final long serialVersionUID = 1;

  CallInterruptedException(String what) {
    super("interrupted while waiting for " + what);
  }
}
