package org.jexpy.host.sample;

import java.util.logging.Logger;

/** Breaks a rule on purpose. */
public final class LogsByJavaUtilLogging {
  Logger logger() {
    return Logger.getLogger("sample");
  }
}
