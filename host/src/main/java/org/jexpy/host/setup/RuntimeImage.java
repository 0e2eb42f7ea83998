package org.jexpy.host.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the private run-time image and its start-up cache lie.
 *
 * @param directory the cache directory of this distribution and JDK
 */
public record RuntimeImage(Path directory) {
  /**
   * Give the image's own directory, a run-time image with {@code bin/java}.
   *
   * @return the directory; absent when there is no image
   */
  public Path image() {
    return directory.resolve("image");
  }

  /** The file whose content says for which JDK and compiler the image was made; written last. */
  Path key() {
    return image().resolve("jexpy-key");
  }

  private List<Path> parts() {
    return List.of(
        key(),
        image(),
        directory.resolve("jit.key"),
        directory.resolve("jit.aot"),
        directory.resolve("jit.log"),
        directory.resolve("jit.failed"));
  }

  /**
   * Remove the image and its start-up cache. What is not there is no error.
   *
   * @return the bytes that were freed
   * @throws IOException when something cannot be removed
   */
  public long remove() throws IOException {
    long freed = size();
    for (Path part : parts()) {
      delete(part);
    }
    return freed;
  }

  /**
   * Add up the sizes of the image and its start-up cache.
   *
   * @return bytes
   * @throws IOException when a directory cannot be read
   */
  public long size() throws IOException {
    long bytes = 0;
    for (Path part : parts()) {
      if (Files.exists(part) && !part.equals(key())) {
        try (Stream<Path> files = Files.walk(part)) {
          for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
            bytes += Files.size(file);
          }
        }
      }
    }
    return bytes;
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
