package org.jexpy.sandbox.net.python;

import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.permission.AccessRefusedException;

/**
 * How a facade hears of failures. A Java exception would escape Python's {@code except Exception},
 * so every call gives a number: what the call means from zero up, an error number negated, or one
 * of the codes here.
 */
final class Result {

  /** The time the socket allows is over. */
  static final int TIMEOUT = -10_001;

  /** The wait was broken off: Python looks for signals, then waits for what remains of the time. */
  static final int INTERRUPTED = -10_002;

  /** The permission is not granted: {@link PythonSockets#refusal} has the text. */
  static final int REFUSED = -10_003;

  /** The argument is not a contiguous buffer of bytes. */
  static final int NO_BUFFER = -10_004;

  /** The name is unknown to the resolver. */
  static final int NO_NAME = -10_005;

  /** The name has no address of the socket's family. */
  static final int NO_FAMILY = -10_006;

  private Result() {}

  /** A call that ends in a number. */
  @FunctionalInterface
  interface IntCall {
    int run() throws GuestSocketException;
  }

  /** A call that ends in a text, or in a boxed number. */
  @FunctionalInterface
  interface Call {
    Object run() throws GuestSocketException;
  }

  static int of(Exception failure) {
    return switch (failure) {
      case AccessRefusedException ignored -> REFUSED;
      case AddressText.Unresolved unresolved -> unresolved.code;
      default -> -Errno.of(failure).number();
    };
  }

  static int guard(IntCall call) {
    try {
      return call.run();
    } catch (GuestSocketException | RuntimeException e) {
      return of(e);
    }
  }

  static Object guardAny(Call call) {
    try {
      return call.run();
    } catch (GuestSocketException | RuntimeException e) {
      return of(e);
    }
  }
}
