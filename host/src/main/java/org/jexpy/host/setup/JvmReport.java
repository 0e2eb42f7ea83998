package org.jexpy.host.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the launcher script decided, as it passed it on in {@code jexpy.*} system properties, and
 * what follows for the user. A JVM that was started in another way gets sensible values.
 *
 * @param build version and content hash of the build, such as {@code 0.1.0+3c546656f04b7e85}
 * @param home the distribution's directory
 * @param java the Java version that runs scripts
 * @param javaHome where that Java is
 * @param javaReason how it was found: a variable's name, {@code PATH}, or the place
 * @param profile {@code quick} or {@code jit}
 * @param profileReason who chose the profile
 * @param startUpCache state of the start-up cache of this profile, in words
 * @param image state of the private run-time image
 * @param cacheDirectory where caches of this distribution and JDK live; empty when nowhere
 */
public record JvmReport(
    String build,
    String home,
    String java,
    String javaHome,
    String javaReason,
    String profile,
    String profileReason,
    String startUpCache,
    Image image,
    String cacheDirectory) {

  /** The state of the private run-time image that {@code jexpy setup} makes. */
  public enum Image {
    /** Never made. */
    ABSENT,
    /** Made for another JDK or compiler than the present ones. */
    STALE,
    /** Usable. */
    READY,
    /** Not needed: the JDK is a GraalVM. */
    GRAALVM;

    static Image of(String name) {
      for (Image image : values()) {
        if (image.name().equalsIgnoreCase(name)) {
          return image;
        }
      }
      return ABSENT;
    }
  }

  /** The Java version that the compiler belongs to. */
  private static final int JIT_FEATURE = 25;

  private static final Duration HINT_AFTER = Duration.ofSeconds(20);

  /**
   * Read the report of this JVM.
   *
   * @return the report
   */
  public static JvmReport ofThisJvm() {
    return new JvmReport(
        System.getProperty("jexpy.build", "unknown"),
        System.getProperty("jexpy.home", ""),
        Runtime.version().toString(),
        System.getProperty("jexpy.jdk.home", System.getProperty("java.home", "")),
        System.getProperty("jexpy.jdk.why", "not started by the jexpy launcher"),
        System.getProperty("jexpy.profile", "none"),
        System.getProperty("jexpy.profile.why", "not started by the jexpy launcher"),
        System.getProperty("jexpy.script.cache", "none"),
        Image.of(System.getProperty("jexpy.image", "")),
        System.getProperty("jexpy.cache", ""));
  }

  /**
   * Tell whether hot guest code is compiled under this profile.
   *
   * @return true when the guest JIT is on
   */
  public boolean guestJit() {
    return profile.equals("jit");
  }

  /**
   * Tell whether this Java is newer than the one that the guest compiler belongs to.
   *
   * @return true when scripts can only be interpreted
   */
  public boolean tooNewForJit() {
    return Runtime.version().feature() > JIT_FEATURE;
  }

  /**
   * Say in words whether, and how, hot guest code is compiled under this profile.
   *
   * @return a few words
   */
  public String guestJitInWords() {
    if (!guestJit()) {
      return "off in this profile";
    }
    return switch (image) {
      case READY -> "on, from the private run-time image";
      case GRAALVM -> "on, from the GraalVM JDK";
      case ABSENT, STALE ->
          "on, by upgrading the JDK's compiler module, which rules out a start-up cache";
    };
  }

  /**
   * Say what would make scripts start or run faster.
   *
   * @return sentences; empty when nothing is left to gain
   */
  public List<String> improvements() {
    List<String> result = new ArrayList<>();
    if (tooNewForJit()) {
      result.add("install a JDK 25: this Java is newer and runs scripts in the interpreter only");
    } else if (image == Image.ABSENT || image == Image.STALE) {
      result.add(
          "run 'jexpy setup' once: long CPU-bound scripts then start quickly and run compiled"
              + " under --profile jit");
    } else if (!guestJit()) {
      result.add("use --profile jit (or JEXPY_PROFILE=jit) for long CPU-bound scripts");
    }
    if (cacheDirectory.isEmpty()) {
      result.add(
          "set XDG_CACHE_HOME to a writable directory: there is none for the start-up cache");
    }
    return List.copyOf(result);
  }

  /**
   * Say, after a script, that another profile would have served it better: for people, so only
   * where standard error is a terminal.
   *
   * @param took how long the script ran
   * @return one line; empty when the script was short, mostly waited, or had the guest JIT
   */
  public Optional<String> hintAfterRun(Duration took) {
    if (took.compareTo(HINT_AFTER) < 0 || !profile.equals("quick") || tooNewForJit()) {
      return Optional.empty();
    }
    Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    return cpu.compareTo(HINT_AFTER) < 0 ? Optional.empty() : Optional.of(hint(cpu));
  }

  private String hint(Duration cpu) {
    return "jexpy: this took %d s of CPU time without the guest JIT; %s"
        .formatted(
            cpu.toSeconds(),
            image == Image.READY || image == Image.GRAALVM
                ? "--profile jit compiles hot code"
                : "'jexpy setup' once, and then --profile jit, compiles hot code");
  }
}
