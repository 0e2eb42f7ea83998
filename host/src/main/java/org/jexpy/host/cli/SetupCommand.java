package org.jexpy.host.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.setup.ImageBuilder;
import org.jexpy.host.setup.JvmReport;
import org.jexpy.host.setup.RuntimeImage;
import org.jexpy.host.setup.SetupException;
import org.jspecify.annotations.Nullable;

/** {@code jexpy setup}: makes or removes the private run-time image. */
final class SetupCommand implements CliCommand {
  private static final String HELP =
      """
      jexpy setup [--remove]

      Makes a private Java run-time image from your JDK, in which scripts start quickly and hot
      code is compiled (--profile jit). Takes a minute or two and about 250 MB in jexpy's cache
      directory; touches nothing else, and is never required.

        --remove   remove the image and its start-up cache
      """;

  @Override
  public int execute(List<String> words) throws UsageException, IOException, InterruptedException {
    if (words.equals(List.of("--help")) || words.equals(List.of("-h"))) {
      System.out.print(HELP);
      return 0;
    }
    boolean remove = words.equals(List.of("--remove"));
    if (!remove && !words.isEmpty()) {
      throw new UsageException(
          "setup: unknown '%s'; valid are --remove and --help".formatted(String.join(" ", words)));
    }
    JvmReport report = JvmReport.ofThisJvm();
    if (report.home().isEmpty()) {
      return refuse("this program was not started by the jexpy launcher; run bin/jexpy setup");
    }
    if (report.cacheDirectory().isEmpty()) {
      return refuse("no directory can be written for the image: set XDG_CACHE_HOME to one");
    }
    RuntimeImage image = new RuntimeImage(Path.of(report.cacheDirectory()));
    if (remove) {
      System.out.printf("removed %d MB from %s%n", megabytes(image.remove()), image.directory());
      return 0;
    }
    if (report.image() == JvmReport.Image.GRAALVM) {
      System.out.println("nothing to do: this JDK is a GraalVM, which compiles hot code by itself");
      return 0;
    }
    if (report.tooNewForJit()) {
      return refuse(
          "the guest compiler needs a JDK 25, this is Java "
              + report.java()
              + ": install a JDK 25 or name its folder in JEXPY_JAVA_HOME");
    }
    return make(report, image);
  }

  private static int make(JvmReport report, RuntimeImage image)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    ImageBuilder builder =
        new ImageBuilder(
            Path.of(report.home()),
            Path.of(report.javaHome()),
            image,
            System.getProperty("jexpy.image.key", ""),
            step -> System.err.printf("jexpy: %3d s  %s%n", seconds(start), step));
    try {
      builder.build();
    } catch (SetupException e) {
      return refuse(e.getMessage());
    }
    System.out.printf(
        "made the run-time image in %d s, %d MB, in %s%n",
        seconds(start), megabytes(image.size()), image.directory());
    System.out.println("use it:    jexpy run --profile jit FILE   (or JEXPY_PROFILE=jit)");
    System.out.println("remove it: jexpy setup --remove");
    return 0;
  }

  private static int refuse(@Nullable String message) {
    System.err.println("jexpy: " + message);
    return 1;
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
