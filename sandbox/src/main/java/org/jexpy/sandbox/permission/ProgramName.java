package org.jexpy.sandbox.permission;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Compares names of programs. A bare name means the program that this JVM's own {@code PATH} leads
 * to: {@code --allow-run=ls} must not let a script start its own {@code ./ls}, nor another one by
 * changing its {@code PATH}.
 */
final class ProgramName {
  private ProgramName() {}

  /** The form in which a value of a flag is kept: a bare name, or an absolute path. */
  static String normalised(String value) {
    return isBare(value) ? value : RealPaths.resolveEntry(Path.of(value)).toString();
  }

  static boolean grants(String value, String resource) {
    if (value.equals(resource)) {
      return true;
    }
    Optional<Path> granted = place(value);
    return granted.isPresent() && granted.equals(place(resource));
  }

  /** A denial also holds for the same name in another folder, and through links. */
  static boolean denies(String value, String resource) {
    if (grants(value, resource)) {
      return true;
    }
    Path real = RealPaths.resolve(place(resource).orElse(Path.of(resource)));
    if (isBare(value)) {
      return value.equals(fileName(Path.of(resource))) || value.equals(fileName(real));
    }
    return RealPaths.resolve(Path.of(value)).equals(real);
  }

  /**
   * Where a program lies. Links in its folder are followed; the program itself may be one, because
   * many programs may be links to one file that asks by which name it was called.
   */
  private static Optional<Path> place(String program) {
    if (!isBare(program)) {
      return Optional.of(RealPaths.resolveEntry(Path.of(program)));
    }
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "/usr/bin:/bin");
    for (String folder : path.split(File.pathSeparator, -1)) {
      Path candidate = Path.of(folder.isEmpty() ? "." : folder).resolve(program);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(RealPaths.resolveEntry(candidate));
      }
    }
    return Optional.empty();
  }

  private static boolean isBare(String program) {
    return program.indexOf('/') < 0 && program.indexOf(File.separatorChar) < 0;
  }

  private static String fileName(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
