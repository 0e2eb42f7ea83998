package org.jexpy.bindings.xenstore.core.client;

/** A call to a XenStore that failed. */
public abstract sealed class XenStoreException extends RuntimeException
    permits RequestRefusedException,
        ConnectionLostException,
        CallTimedOutException,
        CallInterruptedException,
        UnexpectedReplyException {
  private static final long serialVersionUID = 1;

  XenStoreException(String message) {
    super(message);
  }
}
