package org.jexpy.bindings.testkit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An unmodified XenStore server of Debian, run without Xen, on an empty store. The kit that makes
 * this possible is made by {@code .ci/xenstored/setup.sh} and named by {@code JEXPY_XENSTORED_KIT},
 * as {@code .ci/run} does it.
 */
public final class GenuineServer implements AutoCloseable {
  private static final String KIT = "JEXPY_XENSTORED_KIT";
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final long LOOK_EVERY_MILLIS = 20;

  private final Process process;
  private final Path socket;

  /** Which one. */
  public enum Kind {
    /** The one written in C. */
    XENSTORED("c"),
    /** The one written in OCaml. */
    OXENSTORED("ocaml");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private GenuineServer(Process process, Path socket) {
    this.process = process;
    this.socket = socket;
  }

  /** Report the servers missing, if nobody has named a kit. A kit that is named has to work. */
  public static void assumeKit() {
    if (kit().isEmpty()) {
      MissingPeer.report(
          "no genuine XenStore servers: '.ci/xenstored/setup.sh DIR' fetches them and %s=DIR names them"
              .formatted(KIT));
    }
  }

  /**
   * The command line of a tool that comes with the servers and is in no package of its own.
   *
   * @param name its name, {@code xenstore-control}
   */
  public static List<String> tool(String name) {
    Path kit = kit().orElseThrow();
    return List.of(
        "env",
        "LD_LIBRARY_PATH=" + kit.resolve("lib"),
        kit.resolve("bin").resolve(name).toString());
  }

  private static Optional<Path> kit() {
    return Optional.ofNullable(System.getenv(KIT)).filter(word -> !word.isEmpty()).map(Path::of);
  }

  /**
   * Start a server and wait until it listens.
   *
   * @param kind which one
   * @param folder where its socket is made, under the name {@code socket}
   * @throws IOException if it does not start, with what it said
   */
  public static GenuineServer start(Kind kind, Path folder)
      throws IOException, InterruptedException {
    Path program = kit().orElseThrow().resolve("start.sh");
    Path log = folder.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(program.toString(), folder.toString(), kind.word)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Other servers' places are not this one's.
    builder.environment().keySet().removeIf(name -> name.startsWith("XENSTORED_"));
    builder.environment().putAll(Map.of("LC_ALL", "C.UTF-8"));
    var server = new GenuineServer(builder.start(), folder.resolve("socket"));
    try {
      server.awaitListening(kind, log);
      return server;
    } catch (IOException | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  private void awaitListening(Kind kind, Path log) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!listens()) {
      boolean ended = process.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
      if (ended || Instant.now().isAfter(end)) {
        throw new IOException(
            "%s %s; it said:%n%s"
                .formatted(
                    kind,
                    ended ? "ended with status " + process.exitValue() : "does not listen",
                    Files.readString(log)));
      }
    }
  }

  private boolean listens() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /** End it. */
  @Override
  public void close() {
    Process _ = process.destroyForcibly().onExit().join();
  }
}
