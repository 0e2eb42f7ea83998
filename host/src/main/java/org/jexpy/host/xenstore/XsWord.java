package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** One thing that {@code jexpy xs} does: reads its words, asks, prints. */
@FunctionalInterface
interface XsWord {
  /**
   * Do it.
   *
   * @param store whom to ask
   * @param words what stands behind its name
   * @param out where to print
   * @return the exit status
   * @throws XsUsageException if the words make no sense
   * @throws IOException if nobody answers, or if a file cannot be read or makes no sense
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  int run(XsStore store, List<String> words, PrintStream out)
      throws XsUsageException, IOException, InterruptedException;
}
