package org.jexpy.sandbox.callgraph;

/**
 * Where a synchronous call was made. Plain data, so that it can cross to another process.
 *
 * @param process the name of the calling process
 * @param lane the lane on which the caller runs
 * @param place where in the guest's code, as the surface knows it: {@code app.py:12 exec_cli}
 */
public record CallSite(String process, String lane, String place) {
  @Override
  public String toString() {
    return "%s/%s at %s".formatted(process, lane, place);
  }
}
