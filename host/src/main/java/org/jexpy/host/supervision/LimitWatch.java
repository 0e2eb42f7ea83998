package org.jexpy.host.supervision;

/**
 * Makes verdicts of samples: one peak is no offence, and one pause no betterment.
 *
 * <p>After {@value #SAMPLES} samples over the limit a warning; after as many more a throttling, and
 * again after each as many more; after as many below it, a release.
 */
final class LimitWatch {
  /** So many samples in a row make a verdict. */
  static final int SAMPLES = 3;

  private int over;
  private int below;
  private boolean warned;

  /** What to do. */
  enum Verdict {
    /** Nothing. */
    NONE,
    /** Tell that the limit is passed. */
    WARN,
    /** Slow down another one. */
    THROTTLE,
    /** It is well again. */
    RELEASE
  }

  /**
   * Look at a sample.
   *
   * @param isOver whether it is over the limit
   * @param heldDown whether it would be if nobody were slowed down: no offence, and no betterment
   */
  Verdict take(boolean isOver, boolean heldDown) {
    if (!isOver && heldDown) {
      over = 0;
      below = 0;
      return Verdict.NONE;
    }
    if (isOver) {
      below = 0;
      over++;
      if (over % SAMPLES != 0) {
        return Verdict.NONE;
      }
      if (!warned) {
        warned = true;
        return Verdict.WARN;
      }
      return Verdict.THROTTLE;
    }
    over = 0;
    below++;
    if (warned && below >= SAMPLES) {
      warned = false;
      return Verdict.RELEASE;
    }
    return Verdict.NONE;
  }
}
