package org.jexpy.host.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jexpy.sandbox.thread.SignalHandlers;

/** Ctrl-C and SIGTERM, for commands that serve until then and end in good order. */
final class AskedToEnd {
  private AskedToEnd() {}

  /** From now on signals count it down, and do not end the program. */
  static CountDownLatch bySignals() {
    CountDownLatch asked = new CountDownLatch(1);
    for (String signal : List.of("INT", "TERM", "HUP")) {
      SignalHandlers handlers = SignalHandlers.of(signal);
      Object _ = handlers.install(handlers.handler(asked::countDown));
    }
    return asked;
  }
}
