package org.jexpy.bindings.execnet.group;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jspecify.annotations.Nullable;

/** The commands that start an interpreter on another machine (§6.2, §6.3). */
final class SshCommand {
  private SshCommand() {}

  static List<String> ssh(XSpec spec) {
    List<String> command = new ArrayList<>(List.of("ssh", "-C"));
    addConfig(spec, command);
    // Options for ssh may stand before the host.
    Collections.addAll(command, words(spec, "ssh").strip().split("\\s+"));
    command.add(remote(spec));
    return command;
  }

  static List<String> vagrant(XSpec spec) {
    List<String> command =
        new ArrayList<>(List.of("vagrant", "ssh", words(spec, "vagrant_ssh"), "--", "-C"));
    addConfig(spec, command);
    command.add(remote(spec));
    return command;
  }

  private static String words(XSpec spec, String key) {
    return Objects.requireNonNullElse(spec.get(key), "");
  }

  private static void addConfig(XSpec spec, List<String> command) {
    @Nullable String config = spec.get("ssh_config");
    if (config != null) {
      command.add("-F");
      command.add(config);
    }
  }

  /** For the shell there. */
  private static String remote(XSpec spec) {
    @Nullable String python = spec.get("python");
    return "%s -c \"%s\""
        .formatted(python == null || python.isEmpty() ? "python" : python, Bootstraps.COMMAND);
  }
}
