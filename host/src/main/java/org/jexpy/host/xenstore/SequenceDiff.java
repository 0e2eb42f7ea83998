package org.jexpy.host.xenstore;

import java.util.ArrayList;
import java.util.List;

/** What has to go and what has to come to make one sequence of another. */
final class SequenceDiff {
  /** Beyond it the middle is told as a whole: the table would have more than a million cells. */
  private static final long MOST = 1 << 20;

  private SequenceDiff() {}

  /**
   * Compare.
   *
   * @param one the first
   * @param other the second
   * @return a line for each that is in one only: with {@code -} of the first, with {@code +} of the
   *     second, in order
   */
  static List<String> of(List<String> one, List<String> other) {
    int start = 0;
    int least = Math.min(one.size(), other.size());
    while (start < least && one.get(start).equals(other.get(start))) {
      start++;
    }
    int end = 0;
    while (end < least - start
        && one.get(one.size() - 1 - end).equals(other.get(other.size() - 1 - end))) {
      end++;
    }
    return middle(one.subList(start, one.size() - end), other.subList(start, other.size() - end));
  }

  private static List<String> middle(List<String> one, List<String> other) {
    boolean small = (long) one.size() * other.size() <= MOST;
    int[][] common = small ? common(one, other) : new int[0][];
    List<String> lines = new ArrayList<>();
    int at = 0;
    int there = 0;
    while (at < one.size() || there < other.size()) {
      boolean both = at < one.size() && there < other.size();
      if (small && both && one.get(at).equals(other.get(there))) {
        at++;
        there++;
      } else if (at < one.size()
          && (!small || !both || common[at + 1][there] >= common[at][there + 1])) {
        lines.add("- " + one.get(at));
        at++;
      } else {
        lines.add("+ " + other.get(there));
        there++;
      }
    }
    return lines;
  }

  /** How long the longest common part is, from each place on in both. */
  private static int[][] common(List<String> one, List<String> other) {
    int[][] common = new int[one.size() + 1][other.size() + 1];
    for (int at = one.size() - 1; at >= 0; at--) {
      for (int there = other.size() - 1; there >= 0; there--) {
        common[at][there] =
            one.get(at).equals(other.get(there))
                ? common[at + 1][there + 1] + 1
                : Math.max(common[at + 1][there], common[at][there + 1]);
      }
    }
    return common;
  }
}
