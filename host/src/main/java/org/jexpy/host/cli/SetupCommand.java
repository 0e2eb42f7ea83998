package org.jexpy.host.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jexpy.host.launcher.JvmReport;
import org.jexpy.host.setup.ImageBuilder;
import org.jexpy.host.setup.RuntimeImage;
import org.jexpy.host.setup.SetupException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code jexpy setup}: makes or removes the private run-time image. */
@Command(
    name = "setup",
    description = {
      "Make a private Java run-time image from your JDK, in which scripts start quickly and hot code"
          + " is compiled (--profile jit).",
      "Never required; nothing outside jexpy's cache directory is touched."
    })
final class SetupCommand implements Callable<Integer> {
  @Option(names = "--remove", description = "Remove the image and its start-up cache.")
  boolean remove;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    JvmReport report = JvmReport.ofThisJvm();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (report.home().isEmpty()) {
      return refuse(err, "this program was not started by the jexpy launcher; run bin/jexpy setup");
    }
    if (report.cacheDirectory().isEmpty()) {
      return refuse(err, "no directory can be written for the image: set XDG_CACHE_HOME to one");
    }
    RuntimeImage image = new RuntimeImage(Path.of(report.cacheDirectory()));
    if (remove) {
      out.printf("removed %d MB from %s%n", megabytes(image.remove()), image.directory());
      out.flush();
      return 0;
    }
    if (report.image() == JvmReport.Image.GRAALVM) {
      out.println("nothing to do: this JDK is a GraalVM, which compiles hot code by itself");
      out.flush();
      return 0;
    }
    if (report.tooNewForJit()) {
      return refuse(
          err,
          "the guest compiler needs a JDK 25, this is Java "
              + report.java()
              + ": install a JDK 25 or name its folder in JEXPY_JAVA_HOME");
    }
    return make(report, image, out, err);
  }

  private static int make(JvmReport report, RuntimeImage image, PrintWriter out, PrintWriter err)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    ImageBuilder builder =
        new ImageBuilder(
            Path.of(report.home()),
            Path.of(report.javaHome()),
            image,
            System.getProperty("jexpy.image.key", ""),
            step -> {
              err.printf("jexpy: %3d s  %s%n", seconds(start), step);
              err.flush();
            });
    try {
      builder.build();
    } catch (SetupException e) {
      return refuse(err, e.getMessage());
    }
    out.printf(
        "made the run-time image in %d s, %d MB, in %s%n",
        seconds(start), megabytes(image.size()), image.directory());
    out.println("use it:    jexpy run --profile jit FILE   (or JEXPY_PROFILE=jit)");
    out.println("remove it: jexpy setup --remove");
    out.flush();
    return 0;
  }

  private static int refuse(PrintWriter err, @Nullable String message) {
    err.println("jexpy: " + message);
    err.flush();
    return 1;
  }

  private static long seconds(long start) {
    return (System.nanoTime() - start) / 1_000_000_000;
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }
}
