package org.jexpy.bindings.testkit;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What becomes of a test when what it needs is not there, such as a program to compare with. */
public final class MissingPeer {
  private static final String REQUIRED = "JEXPY_PEERS";

  private MissingPeer() {}

  /**
   * Skip the test and print why; or have it fail, where {@code JEXPY_PEERS} is {@code required}, as
   * {@code .ci/run} sets it.
   *
   * @param reason what is missing, and how to have it
   */
  public static void report(String reason) {
    if ("required".equals(System.getenv(REQUIRED))) {
      Assertions.fail("%s (it may not be missing: %s=required)".formatted(reason, REQUIRED));
    }
    System.out.println("skipped: " + reason);
    Assumptions.abort(reason);
  }
}
