import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Completes the distribution below {@code host/target/dist/jexpy}, after Maven has copied the jars
 * there: scripts, class path, build id. A program of the build, run from its source; the product
 * does not contain it.
 */
public final class LayOut {
  private final Path dist;
  private final Path lib;
  private final Path host;
  private final String version;

  private LayOut(Path host, String version) {
    this.host = host;
    this.version = version;
    this.dist = host.resolve("target/dist/jexpy");
    this.lib = dist.resolve("lib");
  }

  /**
   * Arguments: the host module's directory, its jar, GraalVM's version, the build's time stamp, our
   * version.
   */
  public static void main(String[] args) throws IOException {
    LayOut layOut = new LayOut(Path.of(args[0]).toAbsolutePath(), args[4]);
    layOut.copyTree(layOut.host.resolve("src/main/dist"), layOut.dist);
    Files.copy(
        Path.of(args[1]),
        layOut.lib.resolve("jexpy-host.jar"),
        StandardCopyOption.REPLACE_EXISTING);
    for (String legal : List.of("LICENSE", "NOTICE")) {
      Files.copy(
          layOut.host.resolve("..").resolve(legal),
          layOut.dist.resolve(legal),
          StandardCopyOption.REPLACE_EXISTING);
    }
    layOut.copyResources();
    layOut.removeSignatures();
    Files.writeString(layOut.lib.resolve("compiler/id"), "graal-" + args[2] + "\n");
    layOut.writeClassPathAndBuildId();
    layOut.setTimes(FileTime.from(Instant.parse(args[3])));
  }

  private void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> paths = Files.walk(from)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              path,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
          // Some ways of fetching a checkout lose the bit.
          boolean program = target.getParent().endsWith("bin");
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
      }
    }
  }

  /**
   * The Python library that MakeResources made; the platform's name stays in the path, so that
   * another one ignores it.
   */
  private void copyResources() throws IOException {
    Path made = host.resolve("target/resources");
    if (Files.isDirectory(made)) {
      copyTree(made, lib.resolve("resources"));
    }
  }

  /**
   * Remove the signatures of BouncyCastle's jars. With them the JVM checks certificates before
   * main: about 110 of 900 ms, because no class of a signed jar can come from the start-up cache.
   * GraalPy uses the classes as a library, which needs no signature.
   */
  private void removeSignatures() throws IOException {
    for (Path jar : jars("bc(prov|pkix|util)-.*\\.jar")) {
      try (FileSystem files = FileSystems.newFileSystem(jar);
          Stream<Path> entries = Files.list(files.getPath("META-INF"))) {
        for (Path entry :
            entries.filter(path -> path.toString().matches(".*\\.(SF|RSA|DSA|EC)")).toList()) {
          Files.delete(entry);
        }
      }
    }
  }

  private List<Path> jars(String name) throws IOException {
    try (Stream<Path> jars = Files.list(lib)) {
      return jars.filter(path -> path.getFileName().toString().matches(name)).sorted().toList();
    }
  }

  /**
   * The class path has a fixed order, because the start-up cache depends on it: our own jars first,
   * the others by name.
   */
  private void writeClassPathAndBuildId() throws IOException {
    List<String> names = new ArrayList<>();
    jars(".*\\.jar").forEach(path -> names.add(path.getFileName().toString()));
    names.sort((a, b) -> Boolean.compare(b.startsWith("jexpy-"), a.startsWith("jexpy-")));
    Files.writeString(lib.resolve("class-path"), String.join("\n", names) + "\n");
    Files.deleteIfExists(lib.resolve("build-id"));
    Files.writeString(lib.resolve("build-id"), version + "+" + contentHash() + "\n");
  }

  private String contentHash() throws IOException {
    Set<Path> files = new TreeSet<>();
    try (Stream<Path> paths = Files.walk(dist)) {
      paths
          .filter(Files::isRegularFile)
          .filter(path -> !path.startsWith(lib.resolve("resources")))
          .forEach(files::add);
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path file : files) {
        digest.update(dist.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(file));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }

  /**
   * The start-up cache compares the jars' times: the same build has the same times, wherever it was
   * made.
   */
  private void setTimes(FileTime time) throws IOException {
    Files.walkFileTree(
        dist,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.setLastModifiedTime(file, time);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
