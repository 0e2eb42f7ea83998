package org.jexpy.host.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jexpy.host.container.Container;
import org.jexpy.host.container.GuestProcess;
import org.jexpy.host.process.ProcessSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Runs tests that use the extension, and looks at what became of them. */
@Timeout(180)
final class ContainerExtensionTest {
  /** The containers that the tests below got. */
  private static final Queue<Container> GOT = new ConcurrentLinkedQueue<>();

  private static TestExecutionSummary run(Class<?> tests) {
    GOT.clear();
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            summary);
    return summary.getSummary();
  }

  static final class Planned {
    @TempDir static Path folder;

    @RegisterExtension
    static final ContainerExtension CONTAINERS =
        ContainerExtension.of(
            builder -> {
              try {
                Files.writeString(folder.resolve("says.mjs"), "console.log('why');");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              builder.modules(folder).spares(0);
            });

    @BeforeEach
    void beforehand(Container container) {
      GOT.add(container);
    }

    @Test
    void gets(Container container) {
      assertThat(container).isSameAs(GOT.peek());
    }

    @Test
    void fails(Container container) {
      GuestProcess says = container.create(ProcessSpec.js("says", "says")).join();
      says.start().join();
      says.ended().join();
      throw new AssertionError("on purpose");
    }
  }

  @Test
  void eachTestHasAContainerOfItsOwnWhichIsClosedAndExplainsItsFailure() {
    TestExecutionSummary summary = run(Planned.class);

    assertThat(summary.getTestsSucceededCount()).isEqualTo(1);
    assertThat(GOT).hasSize(2).doesNotHaveDuplicates();
    assertThat(GOT)
        .allSatisfy(
            container ->
                assertThatThrownBy(container.processes()::join)
                    .hasMessageContaining("the container is closed"));
    List<TestExecutionSummary.Failure> failures = summary.getFailures();
    assertThat(failures).hasSize(1);
    Throwable failure = failures.getFirst().getException();
    assertThat(failure).hasMessage("on purpose");
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .message()
        .contains("> show process\nProcess Name", "EPM.started", "> show log process says\n")
        .endsWith("<out> why\n");
  }

  @ExtendWith(ContainerExtension.class)
  static final class Unplanned {
    @Test
    void closes(Container container) {
      container.close();
      throw new AssertionError("closed already");
    }
  }

  @Test
  void aTestThatFailsWithItsContainerClosedIsToldSo() {
    Throwable failure = run(Unplanned.class).getFailures().getFirst().getException();

    assertThat(failure).hasMessage("closed already");
    assertThat(failure.getSuppressed()[0]).hasMessageContaining("the container is closed");
  }

  @ExtendWith(ContainerExtension.class)
  static final class TooEarly {
    @BeforeAll
    static void once(Container container) {
      GOT.add(container);
    }

    @Test
    void isNotReached() {}
  }

  @Test
  void aContainerForAllTestsOfAClassIsRefused() {
    assertThat(run(TooEarly.class).getFailures().getFirst().getException())
        .hasMessageContaining("each test method has a container of its own");
    assertThat(GOT).isEmpty();
  }
}
