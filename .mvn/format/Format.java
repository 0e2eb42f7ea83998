import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.ImportOrderer;
import com.google.googlejavaformat.java.JavaFormatterOptions;
import com.google.googlejavaformat.java.JavaFormatterOptions.Style;
import com.google.googlejavaformat.java.RemoveUnusedImports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks or applies the source format: {@code java Format.java check|apply DIR...}.
 *
 * <p>A program of its own, run by the toolchain's JDK 25, because formatter plug-ins run inside
 * Maven's JVM, whose parser may be too old for these sources.
 */
final class Format {
  private Format() {}

  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    var formatter = new Formatter(JavaFormatterOptions.builder().build());
    List<Path> unformatted = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      try (var files = Files.walk(Path.of(args[i]))) {
        for (Path file : (Iterable<Path>) files.filter(Format::isOurs)::iterator) {
          String source = Files.readString(file);
          String wanted = format(formatter, source, file);
          if (!wanted.equals(source)) {
            unformatted.add(file);
            if (apply) {
              Files.writeString(file, wanted);
            }
          }
        }
      }
    }
    if (apply) {
      System.out.println("formatted " + unformatted.size() + " file(s)");
    } else if (!unformatted.isEmpty()) {
      System.err.println("[ERROR] not in the project's format:");
      unformatted.forEach(file -> System.err.println("[ERROR]   " + file));
      System.err.println("[ERROR] run: mvn -q -Pformat validate");
      System.exit(1);
    }
  }

  private static boolean isOurs(Path file) {
    return file.toString().endsWith(".java") && !file.toString().contains("/target/");
  }

  private static String format(Formatter formatter, String source, Path file) throws Exception {
    try {
      return formatter.formatSource(
          RemoveUnusedImports.removeUnusedImports(
              ImportOrderer.reorderImports(source, Style.GOOGLE)));
    } catch (Exception e) {
      throw new IllegalStateException("cannot parse " + file + ": " + e.getMessage(), e);
    }
  }
}
