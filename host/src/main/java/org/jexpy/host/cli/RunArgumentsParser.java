package org.jexpy.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jexpy.host.cli.RunArguments.Kind;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;

/**
 * Reads the words after {@code jexpy run}. Flags end where the script begins, so that all that
 * follows, {@code --help} too, is the script's own. Written by hand because a run should not pay
 * for a general parser: one costs as much as a fifth of a whole run.
 */
final class RunArgumentsParser {
  /** Flags that take a value; the launcher's shell script knows them too. */
  static final List<String> VALUE_FLAGS =
      List.of("--lang", "--path", "--venv", XenStoreFlag.NAME, "--profile", "--max-heap");

  private static final List<String> SWITCHES = List.of("-u", "-h", "--help", "-m", "-c");
  private static final List<String> NOT_WITHOUT_SCRIPT = List.of("-", "--", "-m", "-c");
  private static final List<String> PROFILES = List.of("quick", "jit");

  private final Iterator<String> words;
  private final PermissionFlags permissions =
      new PermissionFlags(PermissionSet.none().allow(Permission.THREADS));
  private final List<Path> modulePaths = new ArrayList<>();
  private Optional<GuestLanguage> language = Optional.empty();
  private Optional<Path> venv = Optional.empty();
  private Optional<XenStoreSpec> xenStore = Optional.empty();
  private boolean unbuffered;
  private boolean help;

  private RunArgumentsParser(List<String> words) {
    this.words = words.iterator();
  }

  /**
   * Parse.
   *
   * @param words the words after {@code run}
   * @return what they say
   * @throws UsageException if they make no sense
   */
  static RunArguments parse(List<String> words) throws UsageException {
    return new RunArgumentsParser(words).parse();
  }

  /**
   * Parse the words of a command that has these flags but runs no script.
   *
   * @param command its name
   * @param words the words after it
   * @return what they say
   * @throws UsageException if they make no sense
   */
  static RunArguments parseFlags(String command, List<String> words) throws UsageException {
    return new RunArgumentsParser(words).parseFlags(command);
  }

  private RunArguments parseFlags(String command) throws UsageException {
    while (words.hasNext() && !help) {
      String word = words.next();
      if (!word.startsWith("-") || NOT_WITHOUT_SCRIPT.contains(word)) {
        throw new UsageException(
            "'%s' takes flags only, not '%s'; 'jexpy run' runs scripts".formatted(command, word));
      }
      takeFlag(word);
    }
    return result(Kind.STANDARD_INPUT, "");
  }

  /** The names of all flags, for whoever checks that the help text has them all. */
  static List<String> flagNames() {
    List<String> names = new ArrayList<>(VALUE_FLAGS);
    names.addAll(SWITCHES);
    names.addAll(PermissionFlags.names());
    return names;
  }

  private RunArguments parse() throws UsageException {
    while (words.hasNext()) {
      String word = words.next();
      if (word.equals("--")) {
        return result(Kind.FILE, next("--", "a FILE"));
      }
      if (word.equals("-")) {
        return result(Kind.STANDARD_INPUT, "");
      }
      if (!word.startsWith("-")) {
        return result(Kind.FILE, word);
      }
      if (isGluedOrAlone(word, "-m")) {
        return result(Kind.MODULE, glued(word, "a MODULE"));
      }
      if (isGluedOrAlone(word, "-c")) {
        return result(Kind.CODE, glued(word, "CODE"));
      }
      takeFlag(word);
      if (help) {
        return result(Kind.STANDARD_INPUT, "");
      }
    }
    throw new UsageException("what shall be run? Give a FILE, -m MODULE, -c CODE, or '-'");
  }

  private void takeFlag(String word) throws UsageException {
    if (word.equals("-h") || word.equals("--help")) {
      help = true;
      return;
    }
    if (word.equals("-u")) {
      unbuffered = true;
      return;
    }
    if (permissions.take(word)) {
      return;
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!VALUE_FLAGS.contains(name)) {
      throw unknown(name);
    }
    String value = equals < 0 ? next(name, "a value") : word.substring(equals + 1);
    switch (name) {
      case "--lang" -> language = Optional.of(language(value));
      case "--path" -> modulePaths.add(Path.of(value));
      case "--venv" -> venv = Optional.of(Path.of(value));
      case XenStoreFlag.NAME -> xenStore = Optional.of(XenStoreFlag.alone(name, value));
      case "--profile" -> requireProfile(value);
      default -> {
        // --max-heap: the launcher has given it to the JVM already.
      }
    }
  }

  private static UsageException unknown(String name) {
    return new UsageException(
        Nearest.to(name, flagNames())
            .map(near -> "unknown flag '%s'; did you mean '%s'?".formatted(name, near))
            .orElse(
                "unknown flag '%s'; flags of the script itself go behind its name"
                    .formatted(name)));
  }

  private static GuestLanguage language(String value) throws UsageException {
    return switch (value) {
      case "python", "py" -> GuestLanguage.PYTHON;
      case "js", "javascript" -> GuestLanguage.JS;
      default ->
          throw new UsageException(
              "flag '--lang': unknown language '%s'; valid are python and js".formatted(value));
    };
  }

  /** The profile itself is the launcher's business: it has chosen the JVM by it already. */
  private static void requireProfile(String value) throws UsageException {
    if (!PROFILES.contains(value)) {
      throw new UsageException(
          "flag '--profile': unknown profile '%s'; valid are %s"
              .formatted(value, String.join(" and ", PROFILES)));
    }
  }

  private static boolean isGluedOrAlone(String word, String flag) {
    return word.startsWith(flag);
  }

  private String glued(String word, String what) throws UsageException {
    return word.length() > 2 ? word.substring(2) : next(word, what);
  }

  private String next(String flag, String what) throws UsageException {
    if (!words.hasNext()) {
      throw new UsageException("flag '%s' needs %s".formatted(flag, what));
    }
    return words.next();
  }

  private RunArguments result(Kind kind, String target) {
    List<String> rest = new ArrayList<>();
    words.forEachRemaining(rest::add);
    return new RunArguments(
        help,
        kind,
        target,
        List.copyOf(rest),
        language,
        permissions.set(),
        List.copyOf(modulePaths),
        venv,
        xenStore,
        unbuffered);
  }
}
