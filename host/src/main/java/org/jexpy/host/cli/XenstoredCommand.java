package org.jexpy.host.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.jexpy.bindings.xenstore.core.server.Hypervisor;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.xenstore.EmbeddedXenStore;
import org.jexpy.host.xenstore.Reasons;
import org.jexpy.host.xenstore.XsTool;

/** {@code jexpy xenstored}: a XenStore server alone. Loads no GraalVM class. */
final class XenstoredCommand implements CliCommand {
  /** Its flags, which all take a value. */
  static final List<String> FLAGS = List.of("--socket", "--store", "--domain");

  private static final int MAX_DOMAIN = 32751;

  /**
   * What the words after the command say.
   *
   * @param socket where to listen
   * @param store where the store is kept
   * @param domains the domains that are there besides domain 0
   * @param sockets sockets of those, by path
   */
  record Options(
      Path socket, XenStoreSpec store, Set<Integer> domains, Map<Path, Integer> sockets) {}

  @Override
  public int execute(List<String> words) throws UsageException, InterruptedException {
    if (words.contains("--help") || words.contains("-h")) {
      help();
      return 0;
    }
    Options options = parse(words, System.getenv());
    CountDownLatch asked = AskedToEnd.bySignals();
    XenStoreServer.Builder builder =
        XenStoreServer.builder()
            .socket(options.socket())
            .hypervisor(Hypervisor.declared(options.domains()));
    options.sockets().forEach((path, domain) -> builder.domainSocket(domain, path));
    try {
      builder.store(
          EmbeddedXenStore.backend(
              options.store(), message -> System.err.println("jexpy: " + message)));
      return serve(options, builder, asked);
    } catch (IOException e) {
      System.err.println("jexpy: xenstored: " + Reasons.of(e));
      return 1;
    }
  }

  private static int serve(Options options, XenStoreServer.Builder builder, CountDownLatch asked)
      throws IOException, InterruptedException {
    try (XenStoreServer _ = builder.start()) {
      System.out.println("jexpy: XenStore on " + options.socket());
      System.out.flush();
      asked.await();
      return 0;
    }
  }

  static Options parse(List<String> words, Map<String, String> environment) throws UsageException {
    Optional<Path> socket = Optional.empty();
    XenStoreSpec store = XenStoreSpec.memory();
    Set<Integer> domains = new TreeSet<>();
    Map<Path, Integer> sockets = new LinkedHashMap<>();
    Iterator<String> left = words.iterator();
    while (left.hasNext()) {
      String word = left.next();
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String name = equals < 0 ? word : word.substring(0, equals);
      if (!FLAGS.contains(name)) {
        throw new UsageException(
            "xenstored: unknown '%s'%s"
                .formatted(
                    word,
                    Nearest.to(name, FLAGS)
                        .map("; did you mean '%s'?"::formatted)
                        .orElse("; valid are " + String.join(", ", FLAGS))));
      }
      if (equals < 0 && !left.hasNext()) {
        throw new UsageException("xenstored: flag '%s' needs a value".formatted(name));
      }
      String value = equals < 0 ? left.next() : word.substring(equals + 1);
      switch (name) {
        case "--socket" -> socket = Optional.of(Path.of(value));
        case "--store" -> store = XenStoreFlag.alone("xenstored: " + name, value);
        default -> domain(value, domains, sockets);
      }
    }
    Path own = socket.orElseGet(() -> XsTool.socket(environment));
    if (isNamed(own, sockets)) {
      throw sharedPath(own);
    }
    return new Options(own, store, Set.copyOf(domains), sockets);
  }

  private static boolean isNamed(Path path, Map<Path, Integer> sockets) {
    Path known = path.toAbsolutePath().normalize();
    return sockets.keySet().stream()
        .anyMatch(one -> one.toAbsolutePath().normalize().equals(known));
  }

  private static UsageException sharedPath(Path path) {
    return new UsageException(
        "xenstored: socket '%s' is named twice (expected a path of its own for each socket, as it says whose a connection is)"
            .formatted(path));
  }

  /** A domain's number, or that and its socket. */
  private static void domain(String value, Set<Integer> domains, Map<Path, Integer> sockets)
      throws UsageException {
    int equals = value.indexOf('=');
    int number = number(equals < 0 ? value : value.substring(0, equals));
    domains.add(number);
    if (equals >= 0) {
      Path path = Path.of(value.substring(equals + 1));
      if (isNamed(path, sockets)) {
        throw sharedPath(path);
      }
      sockets.put(path, number);
    }
  }

  private static int number(String text) throws UsageException {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= MAX_DOMAIN) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below.
    }
    throw new UsageException(
        "xenstored: --domain is '%s' (expected a number from 1 to %d, with or without =PATH)"
            .formatted(text, MAX_DOMAIN));
  }

  private static void help() {
    System.out.println(
        """
        jexpy xenstored [--socket PATH] [--store memory | file:DIR[,sync=process|disk]] [--domain N[=PATH]]...

        Runs a XenStore server until Ctrl-C or SIGTERM. Clients and the xenstore-* tools find it by XENSTORED_PATH.

          --socket PATH       where to listen (default: XENSTORED_PATH, or socket in XENSTORED_RUNDIR,
                              or /var/run/xenstored/socket)
          --store memory      keep nothing (default)
          --store file:DIR    keep the store in a directory: what was answered survives a killed server, and with
                              ,sync=disk behind it a crash of the machine
          --domain N[=PATH]   a domain that is there besides domain 0, and can be introduced; with PATH, connections
                              to that socket are its own, once it is introduced. What a domain owns stays in
                              the store when a later server is started without it""");
  }
}
