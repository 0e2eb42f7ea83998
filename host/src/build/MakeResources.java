import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;

/**
 * Unpacks GraalVM's files (the Python library) for this platform and compiles the library to byte
 * code, once per GraalVM version. Guests never write byte code, so without this every import parses
 * sources: about 1.5 of 4.6 s for a script that imports json, re, socket, threading, logging,
 * asyncio, http.client, argparse, dataclasses and typing. A program of the build, run from its
 * source.
 */
public final class MakeResources {
  /**
   * Hash-based and unchecked: no source is looked at when a module is imported, and no file time
   * matters.
   */
  private static final String COMPILE =
      """
      import os, py_compile
      # Nobody imports these in a script, or they are programs of their own; they still work, from source.
      skip = {'test', 'tests', 'idle_test', 'idlelib', 'turtledemo', 'tkinter', 'msilib', 'ensurepip', 'site-packages', '__pycache__'}
      def compile_below(root):
          count = 0
          for folder, folders, files in os.walk(root):
              folders[:] = sorted(name for name in folders if name not in skip)
              for name in sorted(files):
                  if name.endswith('.py'):
                      path = os.path.join(folder, name)
                      # The name inside is what tracebacks show when the file is not at its place.
                      py_compile.compile(path, doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
                      count += 1
          return count
      compile_below
      """;

  private MakeResources() {}

  /** Arguments: the directory to fill, GraalVM's version. */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]).toAbsolutePath();
    String platform = System.getProperty("os.name").replace("Mac OS X", "Darwin") + "-" + arch();
    Path target = root.resolve(platform);
    Path stamp = root.resolveSibling("resources.stamp");
    String want = args[1] + " " + platform;
    if (Files.isRegularFile(stamp) && Files.readString(stamp).equals(want)) {
      return;
    }
    Files.deleteIfExists(stamp);
    delete(root);
    Path work = root.resolveSibling("resources.work");
    delete(work);
    Engine.copyResources(work, "python", "js");
    try (Context context =
        Context.newBuilder("python")
            .allowAllAccess(true)
            .option("engine.WarnInterpreterOnly", "false")
            .build()) {
      context
          .eval("python", COMPILE)
          .execute(work.resolve("python/python-home/lib/python3.12").toString());
    }
    Files.createDirectories(root);
    Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(stamp, want);
  }

  /** As in the "release" file of a JDK, where the launcher looks. */
  private static String arch() {
    String arch = System.getProperty("os.arch");
    return arch.equals("amd64") ? "x86_64" : arch;
  }

  private static void delete(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> paths = Files.walk(tree)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
