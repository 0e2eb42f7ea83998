package org.jexpy.host.supervision;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program and what it has started, directly or not. Who was left behind by its parent has another
 * one, and is found by a variable of its environment, which children inherit; on Linux only.
 */
final class ProgramFamily {
  /** The variable that says to which run of a process a program belongs. */
  static final String VARIABLE = "JEXPY_RUN";

  /** So often is looked for those that were started while the others were being ended. */
  private static final int ROUNDS = 20;

  private static final Path PROC = Path.of("/proc");

  private static final AtomicLong SEQUENCE = new AtomicLong();

  private final ProcessHandle root;
  private final String mark;

  /**
   * The family of a program.
   *
   * @param root the program
   * @param mark what {@link #VARIABLE} is in its environment
   */
  ProgramFamily(ProcessHandle root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** A mark that no other run has or had. */
  static String newMark() {
    return "%d-%d-%d"
        .formatted(
            ProcessHandle.current().pid(),
            Instant.now().toEpochMilli(),
            SEQUENCE.incrementAndGet());
  }

  /** End all of it at once; does not wait. Reads {@code /proc}. */
  void kill() {
    Set<ProcessHandle> killed = new HashSet<>();
    root.destroyForcibly();
    killed.add(root);
    boolean more = true;
    for (int round = 0; more && round < ROUNDS; round++) {
      more = false;
      for (ProcessHandle one : others()) {
        if (killed.add(one)) {
          one.destroyForcibly();
          more = true;
        }
      }
    }
  }

  /** What is there besides the program. */
  private Set<ProcessHandle> others() {
    Set<ProcessHandle> found = new LinkedHashSet<>(root.descendants().toList());
    for (ProcessHandle one : marked()) {
      found.add(one);
      found.addAll(one.descendants().toList());
    }
    found.remove(root);
    return found;
  }

  private Set<ProcessHandle> marked() {
    Set<ProcessHandle> found = new LinkedHashSet<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path each : all) {
        // First the handle, which knows when it began: its number may be another's meanwhile.
        Optional<ProcessHandle> one =
            ProcessHandle.of(Long.parseLong(each.getFileName().toString()));
        if (one.isPresent() && isMarked(each)) {
          found.add(one.get());
        }
      }
    } catch (IOException e) {
      // Another system.
    }
    return found;
  }

  private boolean isMarked(Path process) {
    try {
      byte[] environment = Files.readAllBytes(process.resolve("environ"));
      return ("\0" + new String(environment, StandardCharsets.ISO_8859_1))
          .contains("\0%s=%s\0".formatted(VARIABLE, mark));
    } catch (IOException e) {
      // It has ended, or is somebody else's.
      return false;
    }
  }
}
