package org.jexpy.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jexpy.host.container.Container;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Each example of a process does what its session says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionsIT {
  private static final Path EXAMPLES = Distribution.checkout().resolve("guest-examples");

  private Container container;

  @BeforeAll
  void start() throws IOException {
    container =
        Container.builder()
            .modules(EXAMPLES.resolve("processes"))
            .xenStore(XenStoreSpec.memory())
            .permissions(PermissionSet.none().allow(Permission.THREADS))
            .start();
  }

  @AfterAll
  void end() {
    container.close();
  }

  @TestFactory
  Stream<DynamicTest> everyProcessDoesWhatItsSessionSays() throws IOException {
    return sessions().stream()
        .map(
            file ->
                DynamicTest.dynamicTest(
                    file.getFileName().toString(),
                    () -> Session.parse(Files.readAllLines(file)).steps().forEach(this::replay)));
  }

  private void replay(Session.Step step) {
    if (step.command().startsWith("show ")) {
      // What it shows comes in its time.
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(exec(step)).as(step.command()).matches(step.output()));
    } else {
      assertThat(exec(step)).as(step.command()).matches(step.output());
    }
  }

  private String exec(Session.Step step) {
    return container.exec(step.command()).join().output();
  }

  @Test
  void everyProcessHasASession() throws IOException {
    List<String> names = sessions().stream().map(file -> file.getFileName().toString()).toList();
    try (Stream<Path> scripts = Files.list(EXAMPLES.resolve("processes"))) {
      assertThat(scripts.map(Path::getFileName).map(Path::toString))
          .isNotEmpty()
          .allSatisfy(
              name -> {
                String language = name.endsWith(".py") ? "python-" : "js-";
                String session = language + name.replaceAll("\\..*", "") + ".session";
                assertThat(names).contains(session);
              });
    }
  }

  private static List<Path> sessions() throws IOException {
    try (Stream<Path> files = Files.list(EXAMPLES.resolve("sessions"))) {
      return files.sorted().toList();
    }
  }
}
