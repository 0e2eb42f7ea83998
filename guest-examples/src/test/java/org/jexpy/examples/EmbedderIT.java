package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The Java program of the examples, built by a Maven of its own from the artifacts as they would be
 * installed: as a module, and from the class path. Neither the network nor the user's repository is
 * touched; what the program needs besides jexpy is copied from that repository, into which this
 * build has put it.
 */
final class EmbedderIT {
  private static final Path CHECKOUT = Distribution.checkout();
  private static final Path MAVEN = Path.of(property("jexpy.test.maven"), "bin", "mvn");
  private static final String VERSION = property("jexpy.test.version");
  private static final long LIMIT_MINUTES = 8;

  /** Everything comes from a folder, where not everything has a checksum. */
  private static final String SETTINGS =
      """
      <settings>
        <mirrors>
          <mirror><id>central</id><mirrorOf>*</mirrorOf><url>URL</url></mirror>
        </mirrors>
        <profiles>
          <profile>
            <id>folder</id>
            <repositories>
              <repository>
                <id>central</id>
                <url>URL</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
              </repository>
            </repositories>
            <pluginRepositories>
              <pluginRepository>
                <id>central</id>
                <url>URL</url>
                <releases><checksumPolicy>ignore</checksumPolicy></releases>
                <snapshots><enabled>false</enabled></snapshots>
              </pluginRepository>
            </pluginRepositories>
          </profile>
        </profiles>
        <activeProfiles><activeProfile>folder</activeProfile></activeProfiles>
      </settings>
      """;

  @TempDir Path scratch;

  private static String property(String name) {
    String value = System.getProperty(name, "");
    assertThat(value).as("system property %s, set by the build", name).isNotEmpty();
    return value;
  }

  @Test
  void aProgramBuildsAndRunsAsAModuleAndFromTheClassPath() throws Exception {
    if (!Files.isExecutable(MAVEN)) {
      System.out.println("skipped: there is no Maven program at " + MAVEN);
    }
    assumeTrue(Files.isExecutable(MAVEN), "no Maven program at " + MAVEN);
    Path program = scratch.resolve("program");
    copy(CHECKOUT.resolve("guest-examples/java-embedder"), program);
    assertThat(program.resolve("pom.xml"))
        .content()
        .as("the version that the example shows")
        .contains("<jexpy.version>" + VERSION + "</jexpy.version>");
    // Kept below target: copying takes longer than running.
    Path repository = CHECKOUT.resolve("guest-examples/target/embedder-repository");
    install(repository);

    String log = maven(program, repository);

    assertThat(log)
        .contains("BUILD SUCCESS")
        .containsPattern("Tests run: [1-9]\\d*, Failures: 0, Errors: 0, Skipped: 0");
    assertThat(program.resolve("target/surefire-reports"))
        .isDirectoryContaining("glob:**/TEST-example.EmbedderTest.xml")
        .isDirectoryContaining("glob:**/TEST-example.EmbedderTest-class-path.xml");
  }

  private String maven(Path program, Path repository) throws IOException, InterruptedException {
    Path settings =
        Files.writeString(
            scratch.resolve("settings.xml"),
            SETTINGS.replace("URL", Path.of(property("jexpy.test.repository")).toUri().toString()));
    Path log = scratch.resolve("log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    MAVEN.toString(),
                    "-B",
                    "-ntp",
                    "-s",
                    settings.toString(),
                    "-gs",
                    settings.toString(),
                    "-Dmaven.repo.local=" + repository,
                    "test"))
            .directory(program.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MAVEN_OPTS", "-Xmx512m");
    builder.environment().remove("MAVEN_ARGS");
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
      String text = Files.readString(log);
      assertThat(ended).as("Maven ended within %s minutes:%n%s", LIMIT_MINUTES, text).isTrue();
      assertThat(process.exitValue()).as(text).isZero();
      return text;
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  /** What {@code mvn install} would do, into a repository of the test's own. */
  private static void install(Path repository) throws IOException {
    put(repository, "jexpy-parent", "", CHECKOUT.resolve("pom.xml"), "pom");
    for (String module : List.of("sandbox", "polyglot-bindings", "host")) {
      String artifact = "jexpy-" + module;
      Path folder = CHECKOUT.resolve(module);
      put(repository, artifact, "", folder.resolve("pom.xml"), "pom");
      put(repository, artifact, "", jar(folder, artifact, ""), "jar");
    }
    Path junit = jar(CHECKOUT.resolve("host"), "jexpy-host", "-junit");
    put(repository, "jexpy-host", "-junit", junit, "jar");
  }

  private static Path jar(Path module, String artifact, String classifier) {
    return module.resolve("target/%s-%s%s.jar".formatted(artifact, VERSION, classifier));
  }

  private static void put(
      Path repository, String artifact, String classifier, Path file, String type)
      throws IOException {
    Path folder =
        Files.createDirectories(repository.resolve("org/jexpy").resolve(artifact).resolve(VERSION));
    Files.copy(
        file,
        folder.resolve("%s-%s%s.%s".formatted(artifact, VERSION, classifier, type)),
        StandardCopyOption.REPLACE_EXISTING);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(one -> !one.startsWith(from.resolve("target"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }
}
