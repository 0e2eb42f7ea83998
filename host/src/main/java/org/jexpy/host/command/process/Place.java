package org.jexpy.host.command.process;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Invocation;

/**
 * Where a process is to be, as the switch's commands say it: {@code msm}, {@code slot}, {@code
 * node} (specification of EXOS §4.1). A container is one node: the primary one, slot 1, MSM A.
 * Whoever names another place is told that it is not there.
 */
final class Place {
  private static final Pattern SLOT = Pattern.compile("[1-9][0-9]?");
  private static final Pattern MSM = Pattern.compile("(?:MSM-)?[AB]");

  private Place() {}

  /**
   * Require that a line means this container, if it names a place at all.
   *
   * @param call the line
   * @throws CommandFailedException if it names another one, or none that there could be
   */
  static void require(Invocation call) {
    Optional<String> msm = call.find("msm-slot");
    Optional<String> slot = call.find("slotid");
    msm.ifPresent(word -> require("msm", word.toUpperCase(Locale.ROOT), word));
    slot.ifPresent(word -> require("slot", word, word));
  }

  private static void require(String keyword, String place, String word) {
    boolean letters = keyword.equals("msm") && MSM.matcher(place).matches();
    if (place.equals("1") || (letters && place.endsWith("A"))) {
      return;
    }
    if (letters || SLOT.matcher(place).matches()) {
      throw new CommandFailedException(
          "%s %s is not present.  This container is %s, the only one; leave '%s %s' out."
              .formatted(keyword, word, letters ? "msm A" : "slot 1", keyword, word));
    }
    throw new CommandFailedException(
        "%s %s is invalid.  It must be %s; this container is %s."
            .formatted(
                keyword,
                word,
                keyword.equals("msm") ? "A, B or the number of a slot" : "the number of a slot",
                keyword.equals("msm") ? "msm A, slot 1" : "slot 1"));
  }

  /**
   * Require that a process is to run here: {@code node primary} is what it is without that.
   *
   * @param call the line
   * @throws CommandFailedException if it is to run on the backup node, too or only
   */
  static void requirePrimary(Invocation call) {
    for (String node : new String[] {"backup", "both"}) {
      if (call.has(node)) {
        throw new CommandFailedException(
            "node %s needs a backup node.  This container is the primary node, and the only one; leave 'node %s' out."
                .formatted(node, node));
      }
    }
  }
}
