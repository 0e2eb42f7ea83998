package org.jexpy.host.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The archive of the build, unpacked once for all tests, with one cache: making the start-up cache
 * is dear.
 */
final class Unpacked {
  private static final String ARCHIVE = System.getProperty("jexpy.test.archive", "");
  private static @Nullable Unpacked shared;

  private final Path directory;
  private final Path launcher;
  private final JexpyProcess.Outcome first;

  private Unpacked(Path directory) throws Exception {
    this.directory = directory;
    Path place = Files.createDirectories(directory.resolve("some place"));
    new ProcessBuilder("tar", "-xzf", ARCHIVE + ".tar.gz", "-C", place.toString())
        .inheritIO()
        .start()
        .waitFor();
    launcher = place.resolve(Path.of(ARCHIVE).getFileName()).resolve("bin/jexpy");
    Path script =
        Files.writeString(
            directory.resolve("hello.py"), "import sys\nprint('hello', sys.argv[1:])\n");
    try (JexpyProcess process = JexpyProcess.run(this, directory, script.toString(), "ä b")) {
      first = process.outcome();
    }
  }

  /** The archive's path without its ending. */
  static String archive() {
    return ARCHIVE;
  }

  static synchronized Unpacked shared() throws Exception {
    if (shared == null) {
      // Deleted at the start too: a JVM that was killed leaves it.
      Path directory = Path.of(ARCHIVE).resolveSibling("unpacked");
      delete(directory);
      shared = new Unpacked(Files.createDirectories(directory).toRealPath());
    }
    return shared;
  }

  Path launcher() {
    return launcher;
  }

  /** Its cache and state directories. */
  List<String> environment() {
    return List.of(
        "PATH=/usr/bin:/bin",
        "XDG_CACHE_HOME=" + directory.resolve("a cache"),
        "XDG_STATE_HOME=" + directory.resolve("state"),
        // The build's own JDK 25, in case it lies at no usual place.
        "JEXPY_JAVA_HOME=" + System.getProperty("java.home"));
  }

  /** A script that was run with the argument {@code "ä b"} when there was no cache yet. */
  JexpyProcess.Outcome first() {
    return first;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> all = Files.walk(directory)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
