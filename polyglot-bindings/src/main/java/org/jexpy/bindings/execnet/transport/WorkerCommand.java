package org.jexpy.bindings.execnet.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jspecify.annotations.Nullable;

/**
 * A command that starts an interpreter for a worker (§6.1 to §6.3).
 *
 * @param words its words
 * @param address where the worker will be; null if on this machine
 */
public record WorkerCommand(List<String> words, @Nullable String address) {
  /** What the interpreter is told to do: execute a line, which is a literal. */
  private static final String SOURCE = "import sys;exec(eval(sys.stdin.readline()))";

  /**
   * The command that a specification asks for.
   *
   * @param spec the specification
   * @param interpreter the words of the interpreter if it names none
   * @return the command; empty if it asks for no command
   * @throws IllegalArgumentException if its interpreter is no command
   */
  public static Optional<WorkerCommand> of(XSpec spec, List<String> interpreter) {
    if (spec.has("popen")) {
      return Optional.of(new WorkerCommand(popen(spec, interpreter), null));
    }
    if (spec.has("ssh")) {
      return Optional.of(new WorkerCommand(ssh(spec), spec.get("ssh")));
    }
    if (spec.has("vagrant_ssh")) {
      return Optional.of(new WorkerCommand(vagrant(spec), spec.get("vagrant_ssh")));
    }
    return Optional.empty();
  }

  private static List<String> popen(XSpec spec, List<String> interpreter) {
    @Nullable String python = spec.get("python");
    List<String> words =
        new ArrayList<>(
            python == null || python.isEmpty() ? interpreter : ShellWords.split(python));
    words.add("-u");
    if (spec.has("dont_write_bytecode")) {
      words.add("-B");
    }
    words.add("-c");
    words.add(SOURCE);
    return words;
  }

  private static List<String> ssh(XSpec spec) {
    List<String> words = new ArrayList<>(List.of("ssh", "-C"));
    addConfig(spec, words);
    // Options for ssh may stand before the host.
    Collections.addAll(words, value(spec, "ssh").strip().split("\\s+"));
    words.add(remote(spec));
    return words;
  }

  private static List<String> vagrant(XSpec spec) {
    List<String> words =
        new ArrayList<>(List.of("vagrant", "ssh", value(spec, "vagrant_ssh"), "--", "-C"));
    addConfig(spec, words);
    words.add(remote(spec));
    return words;
  }

  private static String value(XSpec spec, String key) {
    return Objects.requireNonNullElse(spec.get(key), "");
  }

  private static void addConfig(XSpec spec, List<String> words) {
    @Nullable String config = spec.get("ssh_config");
    if (config != null) {
      words.add("-F");
      words.add(config);
    }
  }

  /** For the shell there. */
  private static String remote(XSpec spec) {
    @Nullable String python = spec.get("python");
    return "%s -c \"%s\"".formatted(python == null || python.isEmpty() ? "python" : python, SOURCE);
  }
}
