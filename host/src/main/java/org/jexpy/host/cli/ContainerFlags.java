package org.jexpy.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.state.StatePaths;
import org.jexpy.sandbox.UserHome;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jspecify.annotations.Nullable;

/**
 * The flags of {@code serve}, {@code exec} and {@code shell}.
 *
 * @param paths the state directory
 * @param modules the folder of the modules, if it is another one than in the state directory
 * @param spares how many guests are kept ready of each kind
 * @param xenStore where a XenStore is kept, if the container has one
 * @param permissions what processes may do
 * @param json whether reports are JSON
 * @param help whether help was asked for
 * @param rest the words after the flags
 */
record ContainerFlags(
    StatePaths paths,
    Optional<Path> modules,
    OptionalInt spares,
    Optional<XenStoreSpec> xenStore,
    PermissionSet permissions,
    boolean json,
    boolean help,
    List<String> rest) {
  /**
   * Flags that take a value, besides those of {@code run}; the launcher's script knows them too.
   */
  static final List<String> VALUE_FLAGS = List.of("--state", "--modules", "--spares");

  /**
   * Read the words after a command.
   *
   * @param command the command, for complaints
   * @param valid the flags that it has; those of permissions besides, if {@code --allow-*} is there
   * @param words the words
   * @throws UsageException if they make no sense
   */
  static ContainerFlags parse(String command, List<String> valid, List<String> words)
      throws UsageException {
    Iterator<String> left = words.iterator();
    PermissionFlags permissions =
        new PermissionFlags(PermissionSet.none().allow(Permission.THREADS));
    StatePaths paths = StatePaths.byDefault(System.getenv(), UserHome.in(System.getenv()));
    Optional<Path> modules = Optional.empty();
    OptionalInt spares = OptionalInt.empty();
    Optional<XenStoreSpec> xenStore = Optional.empty();
    boolean json = false;
    boolean help = false;
    List<String> rest = new ArrayList<>();
    while (left.hasNext()) {
      String word = left.next();
      int equals = word.indexOf('=');
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!word.startsWith("-")
          || word.equals("-")
          || (!rest.isEmpty() && !(isLine(rest) && valid.contains(name)))) {
        rest.add(word);
        continue;
      }
      if (word.equals("--help") || word.equals("-h")) {
        help = true;
        continue;
      }
      @Nullable String value = equals < 0 ? null : word.substring(equals + 1);
      if (valid.contains("--allow-*") && permissions.take(word)) {
        continue;
      }
      if (!valid.contains(name)) {
        throw unknown(command, valid, name);
      }
      switch (name) {
        case "--json" -> json = true;
        case "--state" -> paths = new StatePaths(Path.of(required(name, value, left)));
        case "--modules" -> modules = Optional.of(Path.of(required(name, value, left)));
        case "--spares" -> spares = OptionalInt.of(count(required(name, value, left)));
        case XenStoreFlag.NAME ->
            xenStore = Optional.of(XenStoreFlag.inState(required(name, value, left)));
        default -> required(name, value, left); // the launcher's own
      }
    }
    return new ContainerFlags(
        paths, modules, spares, xenStore, permissions.set(), json, help, rest);
  }

  /** Whether it is a whole command in quotes: what follows is not its words any more. */
  private static boolean isLine(List<String> rest) {
    return rest.size() == 1 && rest.getFirst().contains(" ");
  }

  private static UsageException unknown(String command, List<String> valid, String name) {
    List<String> all = new ArrayList<>(valid);
    if (all.remove("--allow-*")) {
      all.addAll(PermissionFlags.names());
    }
    return new UsageException(
        "%s: unknown flag '%s'%s"
            .formatted(
                command,
                name,
                Nearest.to(name, all)
                    .map("; did you mean '%s'?"::formatted)
                    .orElse("; valid are " + String.join(", ", valid))));
  }

  private static String required(String name, @Nullable String value, Iterator<String> left)
      throws UsageException {
    if (value != null) {
      return value;
    }
    if (!left.hasNext()) {
      throw new UsageException("flag '%s' needs a value".formatted(name));
    }
    return left.next();
  }

  private static int count(String text) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 0 && number <= 100) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UsageException("--spares is '%s' (expected 0 to 100)".formatted(text));
  }

  /** For messages: the command that starts a container here. */
  static String serveCommand(Map<String, String> environment, StatePaths paths) {
    boolean usual = paths.equals(StatePaths.byDefault(environment, UserHome.in(environment)));
    return usual ? "jexpy serve" : "jexpy serve --state " + paths.root();
  }
}
