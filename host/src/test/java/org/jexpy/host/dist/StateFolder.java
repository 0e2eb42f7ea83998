package org.jexpy.host.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** A state directory with a module folder, and who serves and commands it. */
final class StateFolder {
  private final Unpacked dist;
  private final Path working;
  private final Path path;

  StateFolder(Unpacked dist, Path working) throws IOException {
    this.dist = dist;
    this.working = working;
    path = Files.createDirectory(working.resolve("state"));
    // An umask may make it a folder that others can write, which is refused.
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
    Files.createDirectory(path.resolve("cfg"));
  }

  Path path() {
    return path;
  }

  Path resolve(String name) {
    return path.resolve(name);
  }

  void module(String name, String text) throws IOException {
    Files.writeString(path.resolve("cfg").resolve(name), text);
  }

  /** Start to serve it, with whatever a shell does before. */
  JexpyProcess start(String shellPrefix, String flags) throws IOException {
    String line = shellPrefix + "exec \"$JEXPY\" serve --state \"$STATE\" " + flags;
    return JexpyProcess.start(dist, working, List.of("STATE=" + path), List.of("sh", "-c", line));
  }

  /** Serve it; it can be commanded. */
  JexpyProcess serve(String shellPrefix, String flags) throws IOException {
    JexpyProcess process = start(shellPrefix, flags);
    process.awaitOutput("serving");
    return process;
  }

  /** Start {@code jexpy exec}. */
  JexpyProcess asking(String... words) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(dist.launcher().toString(), "exec", "--state", path.toString()));
    command.addAll(List.of(words));
    return JexpyProcess.start(dist, working, List.of(), command);
  }

  JexpyProcess.Outcome exec(String... words) throws IOException {
    try (JexpyProcess process = asking(words)) {
      return process.outcome();
    }
  }
}
