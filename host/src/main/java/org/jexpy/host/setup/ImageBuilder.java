package org.jexpy.host.setup;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes the private run-time image: modules, link, start-up cache, smoke test. Works in a directory
 * of its own and puts the result in place by renaming; a failure leaves what was there before the
 * last rename, and never a half-made image in use.
 */
public final class ImageBuilder {
  /** What the work needs at its peak; the result takes about a third. */
  private static final long NEEDED_BYTES = 900L << 20;

  private final Path home;
  private final Path javaHome;
  private final RuntimeImage target;
  private final String key;
  private final Consumer<String> progress;
  private final Path work;
  private final Path log;

  /**
   * Prepare.
   *
   * @param home the distribution
   * @param javaHome the JDK to make the image from
   * @param target where the image goes
   * @param key what the launcher compares to tell whether the image still fits
   * @param progress told what is being done
   */
  public ImageBuilder(
      Path home, Path javaHome, RuntimeImage target, String key, Consumer<String> progress) {
    this.home = home;
    this.javaHome = javaHome;
    this.target = target;
    this.key = key;
    this.progress = progress;
    this.work = target.directory().resolve("setup.work");
    this.log = target.directory().resolve("setup.log");
  }

  /**
   * Make the image, replacing an earlier one.
   *
   * @throws SetupException when a step failed
   * @throws IOException when a file cannot be written
   * @throws InterruptedException when interrupted while a step runs
   */
  public void build() throws IOException, InterruptedException {
    Files.createDirectories(target.directory());
    Path lockFile = target.directory().resolve("setup.lock");
    // Closing the channel gives the lock back.
    try (FileChannel channel =
        FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel);
      buildLocked();
    }
  }

  private void buildLocked() throws IOException, InterruptedException {
    try {
      RuntimeImage.delete(work);
      checkSpace();
      Files.createDirectories(work);
      Files.deleteIfExists(log);
      link(modulePath());
      place();
      try {
        train();
        smokeTest();
      } catch (IOException | InterruptedException | RuntimeException e) {
        // An image that did not pass would be used by every later run.
        target.remove();
        throw e;
      }
    } finally {
      RuntimeImage.delete(work);
    }
  }

  private void lock(FileChannel channel) throws IOException {
    if (channel.tryLock() == null) {
      progress.accept("waiting for another 'jexpy setup'");
      channel.lock();
    }
  }

  private void checkSpace() throws IOException {
    long free = Files.getFileStore(target.directory()).getUsableSpace();
    if (free < NEEDED_BYTES) {
      throw new SetupException(
          "%d MB are free for %s; set-up needs %d MB while it works"
              .formatted(free >> 20, target.directory(), NEEDED_BYTES >> 20));
    }
  }

  private String modulePath() throws IOException, InterruptedException {
    Path own = javaHome.resolve("jmods");
    Path compiler = home.resolve("lib").resolve("compiler");
    if (Files.exists(own.resolve("java.base.jmod"))) {
      return own + File.pathSeparator + compiler;
    }
    progress.accept("taking apart the JDK's modules");
    Path jmods = work.resolve("jmods");
    List<String> words =
        new ArrayList<>(
            List.of(
                tool("java"),
                "--add-modules",
                "jdk.jlink",
                "--add-exports",
                "jdk.jlink/jdk.tools.jlink.internal.runtimelink=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                home.resolve("lib").resolve("jexpy-host.jar").toString(),
                JmodRebuilder.class.getName(),
                jmods.toString(),
                work.resolve("parts").toString()));
    words.addAll(ImageModules.ofThisJdk());
    run(words, List.of());
    return jmods + File.pathSeparator + compiler;
  }

  private void link(String modulePath) throws IOException, InterruptedException {
    progress.accept("linking the run-time image");
    run(
        List.of(
            tool("jlink"),
            "--module-path",
            modulePath,
            "--output",
            work.resolve("image").toString(),
            // Halves the size; a class from the start-up cache is never unpacked.
            "--compress",
            "zip-6",
            "--no-header-files",
            "--no-man-pages",
            "--add-modules",
            ImageModules.joined(ImageModules.ofThisJdk())),
        List.of());
  }

  /** The key is written last: until then the launcher takes the directory for no image. */
  private void place() throws IOException {
    target.remove();
    Files.move(work.resolve("image"), target.image(), StandardCopyOption.ATOMIC_MOVE);
    Files.writeString(target.key(), key + "\n");
  }

  /** The launcher makes the start-up cache itself when a script is first run in this profile. */
  private void train() throws IOException, InterruptedException {
    progress.accept("making the image's start-up cache");
    runScript(home.resolve("lib/training/hello.py"), List.of());
    if (!Files.exists(target.directory().resolve("jit.aot"))) {
      throw new SetupException(
          "the image works, but its start-up cache could not be made: see "
              + target.directory().resolve("jit.log"));
    }
  }

  /**
   * An image whose JIT is silently off would only be slow: look whether code was compiled. The
   * engine reports that to the program's own logging.
   */
  private void smokeTest() throws IOException, InterruptedException {
    progress.accept("testing");
    Files.writeString(
        work.resolve("logging.properties"),
        """
        handlers = java.util.logging.ConsoleHandler
        .level = FINE
        java.util.logging.ConsoleHandler.level = FINE
        """);
    runScript(
        home.resolve("lib/training/smoke.py"),
        List.of(
            "-Dpolyglot.engine.TraceCompilation=true",
            // Relative to the working directory: options are split at spaces.
            "-Djava.util.logging.config.file=logging.properties"));
    boolean compiled;
    try (Stream<String> lines = Files.lines(log)) {
      compiled = lines.anyMatch(line -> line.contains("opt done"));
    }
    if (!compiled) {
      throw new SetupException(
          "the image runs scripts but compiles nothing, so it was removed again: see " + log);
    }
  }

  private void runScript(Path script, List<String> javaOptions)
      throws IOException, InterruptedException {
    run(List.of(home.resolve("bin/jexpy").toString(), "run", script.toString()), javaOptions);
  }

  private String tool(String name) {
    return javaHome.resolve("bin").resolve(name).toString();
  }

  private void run(List<String> words, List<String> javaOptions)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    builder.environment().put("JEXPY_PROFILE", "jit");
    builder.environment().put("JEXPY_AOT", "auto");
    // The caches of a checkout are found by its own launcher's name.
    builder
        .environment()
        .put(
            "JEXPY_EXECUTABLE",
            System.getProperty("jexpy.executable", home.resolve("bin/jexpy").toString()));
    builder.environment().put("JEXPY_JAVA_HOME", javaHome.toString());
    builder.environment().put("JEXPY_JAVA_OPTS", String.join(" ", javaOptions));
    builder.directory(work.toFile());
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    Process process = builder.start();
    try {
      int status = process.waitFor();
      if (status != 0) {
        throw new SetupException(
            "%s ended with status %d: %s (see %s)"
                .formatted(words.getFirst(), status, lastLine(), log));
      }
    } finally {
      process.destroy();
    }
  }

  private String lastLine() throws IOException {
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "no output" : lines.getLast();
  }
}
