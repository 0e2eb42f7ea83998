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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jexpy.bindings.xenstore.core.server.Hypervisor;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.bindings.xenstore.core.store.file.FileBackend;
import org.jexpy.bindings.xenstore.core.store.file.Sync;
import org.jexpy.host.xenstore.XsTool;
import org.jexpy.sandbox.thread.SignalHandlers;

/** {@code jexpy xenstored}: a XenStore server alone. Loads no GraalVM class. */
final class XenstoredCommand implements CliCommand {
  /** Its flags, which all take a value. */
  static final List<String> FLAGS = List.of("--socket", "--store", "--domain");

  private static final int MAX_DOMAIN = 32751;
  private static final Pattern FILE_STORE =
      Pattern.compile("file:(?<directory>[^,]+)(,sync=(?<sync>process|disk))?");

  /**
   * What the words after the command say.
   *
   * @param socket where to listen
   * @param store where the store is kept; nothing is kept without
   * @param domains the domains that are there besides domain 0
   * @param sockets sockets of those, by path
   */
  record Options(
      Path socket, Optional<FileStore> store, Set<Integer> domains, Map<Path, Integer> sockets) {}

  /**
   * A store in files.
   *
   * @param directory where
   * @param sync what an answered change survives
   */
  record FileStore(Path directory, Sync sync) {}

  @Override
  public int execute(List<String> words) throws UsageException, InterruptedException {
    if (words.contains("--help") || words.contains("-h")) {
      help();
      return 0;
    }
    Options options = parse(words, System.getenv());
    CountDownLatch asked = new CountDownLatch(1);
    for (String signal : List.of("INT", "TERM", "HUP")) {
      SignalHandlers handlers = SignalHandlers.of(signal);
      Object _ = handlers.install(handlers.handler(asked::countDown));
    }
    XenStoreServer.Builder builder =
        XenStoreServer.builder()
            .socket(options.socket())
            .hypervisor(Hypervisor.declared(options.domains()));
    options.sockets().forEach((path, domain) -> builder.domainSocket(domain, path));
    try {
      if (options.store().isPresent()) {
        FileStore store = options.store().get();
        builder.store(
            FileBackend.in(
                store.directory(),
                store.sync(),
                message -> System.err.println("jexpy: " + message)));
      }
      return serve(options, builder, asked);
    } catch (IOException e) {
      System.err.println("jexpy: " + e.getMessage());
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
    Optional<FileStore> store = Optional.empty();
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
        case "--store" -> store = store(value);
        default -> domain(value, domains, sockets);
      }
    }
    Path own = socket.orElseGet(() -> XsTool.socket(environment));
    Path known = own.toAbsolutePath().normalize();
    if (sockets.keySet().stream().anyMatch(one -> one.toAbsolutePath().normalize().equals(known))) {
      throw sharedPath(own);
    }
    return new Options(own, store, Set.copyOf(domains), sockets);
  }

  private static UsageException sharedPath(Path path) {
    return new UsageException(
        "xenstored: '%s' is named twice (expected a path of its own for each socket, as it says whose a connection is)"
            .formatted(path));
  }

  private static Optional<FileStore> store(String value) throws UsageException {
    if (value.equals("memory")) {
      return Optional.empty();
    }
    Matcher matcher = FILE_STORE.matcher(value);
    if (!matcher.matches()) {
      throw new UsageException(
          "xenstored: --store is '%s' (expected memory, file:DIR, file:DIR,sync=process or file:DIR,sync=disk)"
              .formatted(value));
    }
    Sync sync = "disk".equals(matcher.group("sync")) ? Sync.DISK : Sync.PROCESS;
    return Optional.of(new FileStore(Path.of(matcher.group("directory")), sync));
  }

  /** A domain's number, or that and its socket. */
  private static void domain(String value, Set<Integer> domains, Map<Path, Integer> sockets)
      throws UsageException {
    int equals = value.indexOf('=');
    int number = number(equals < 0 ? value : value.substring(0, equals));
    domains.add(number);
    if (equals >= 0) {
      Path path = Path.of(value.substring(equals + 1));
      if (sockets.put(path, number) != null) {
        throw sharedPath(path);
      }
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
                              to that socket are its own, once it is introduced""");
  }
}
