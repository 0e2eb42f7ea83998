package org.jexpy.bindings.execnet.channel;

import java.math.BigDecimal;
import java.time.Duration;

/** Shows durations as numbers of seconds. */
final class Seconds {
  private Seconds() {}

  static String of(Duration duration) {
    BigDecimal seconds =
        BigDecimal.valueOf(duration.getSeconds())
            .add(BigDecimal.valueOf(duration.getNano(), 9))
            .stripTrailingZeros();
    return seconds.scale() < 0 ? seconds.setScale(0).toPlainString() : seconds.toPlainString();
  }
}
