package org.jexpy.bindings.exos.guest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jexpy.bindings.exos.core.CommandEvent;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.sandbox.resource.OwnedResources;
import org.junit.jupiter.api.Test;

final class CommandEventsTest {
  private final OwnedResources resources = new OwnedResources();
  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final List<String> seen = new ArrayList<>();
  private final CommandEvents events =
      CommandEvents.open(
          new CommandRequest(List.of("a", "b"), true, Duration.ZERO),
          resources,
          tasks::add,
          (kind, text) -> seen.add(kind + " " + text));

  @Test
  void eventsArriveOneByOneInTheirOrder() {
    events.emit(CommandEvent.reply("1"));
    events.emit(CommandEvent.reply("2"));
    events.emit(CommandEvent.done());
    events.complete();

    assertThat(tasks).hasSize(1);
    runOne();
    assertThat(seen).containsExactly("REPLY 1");
    runAll();
    assertThat(seen).containsExactly("REPLY 1", "REPLY 2", "DONE ", "END ");
  }

  @Test
  void theRunIsKeptAliveUntilTheGuestHasSeenTheEnd() {
    assertThat(resources.describeOpen()).containsExactly("operation commands a; b");
    events.emit(CommandEvent.done());
    events.complete();
    runOne();
    assertThat(resources.hasReferenced()).isTrue();
    runOne();
    assertThat(resources.hasReferenced()).isFalse();
  }

  @Test
  void whatComesAfterTheEndIsDropped() {
    events.complete();
    events.emit(CommandEvent.reply("late"));
    events.complete();
    runAll();

    assertThat(seen).containsExactly("END ");
  }

  @Test
  void aFailureOfTheGuestStopsNothing() {
    CommandEvents failing =
        CommandEvents.open(
            new CommandRequest(List.of("a"), true, Duration.ZERO),
            resources,
            task -> {
              try {
                task.run();
              } catch (IllegalStateException e) {
                seen.add("failed");
              }
            },
            (kind, text) -> {
              throw new IllegalStateException();
            });
    failing.emit(CommandEvent.reply("1"));
    failing.complete();

    assertThat(seen).containsExactly("failed", "failed");
    assertThat(resources.describeOpen()).hasSize(1); // the one of the field
  }

  @Test
  void nothingIsToldAfterTheProcessHasEnded() {
    events.emit(CommandEvent.reply("1"));
    resources.close();
    events.emit(CommandEvent.reply("2"));
    events.complete();
    runAll();

    assertThat(seen).isEmpty();
  }

  @Test
  void anExecutorThatTakesNothingEndsIt() {
    CommandEvents refused =
        CommandEvents.open(
            new CommandRequest(List.of("a"), true, Duration.ZERO),
            resources,
            task -> {
              throw new RejectedExecutionException();
            },
            (kind, text) -> seen.add(kind));
    events.abandon();
    refused.emit(CommandEvent.reply("1"));
    refused.complete();

    assertThat(seen).isEmpty();
    assertThat(resources.describeOpen()).isEmpty();
  }

  private void runOne() {
    tasks.remove().run();
  }

  private void runAll() {
    while (!tasks.isEmpty()) {
      runOne();
    }
  }
}
