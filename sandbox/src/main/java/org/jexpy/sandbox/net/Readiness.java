package org.jexpy.sandbox.net;

/**
 * The bits of a readiness mask, with the values that Linux's {@code poll} and {@code epoll} share.
 */
public final class Readiness {

  /** There is something to read or to accept, or the stream has ended. */
  public static final int IN = 0x001;

  /** There is room to write, or a connection attempt has ended. */
  public static final int OUT = 0x004;

  /** The last connection attempt failed. */
  public static final int ERR = 0x008;

  /** Both directions are closed, or the stream was never connected. */
  public static final int HUP = 0x010;

  /** The descriptor is not open. */
  public static final int NVAL = 0x020;

  private Readiness() {}
}
