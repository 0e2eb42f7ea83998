package org.jexpy.sandbox.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OwnedResourcesTest {
  private final OwnedResources resources = new OwnedResources();
  private final List<String> closed = new ArrayList<>();

  private Handle register(String name) {
    return resources.register(ResourceKind.TIMER, name, () -> closed.add(name));
  }

  @Test
  void aNewHandleIsReferenced() {
    Handle handle = register("a");
    assertThat(handle.hasRef()).isTrue();
    assertThat(resources.hasReferenced()).isTrue();
    assertThat(resources.describeOpen()).containsExactly("timer a");
    assertThat(resources.count(ResourceKind.TIMER)).isEqualTo(1);
    assertThat(resources.count(ResourceKind.CHILD_PROCESS)).isZero();
  }

  @Test
  void whatIsSharedIsMadeOnceForAProcess() {
    StringBuilder first = resources.shared(StringBuilder.class, () -> new StringBuilder("first"));
    assertThat(resources.shared(StringBuilder.class, StringBuilder::new)).isSameAs(first);
    assertThat(new OwnedResources().shared(String.class, () -> "own")).isEqualTo("own");
  }

  @Test
  void referencesAreCountedOnceHoweverOftenTheyAreChanged() {
    Handle one = register("one");
    Handle two = register("two");
    one.unref();
    one.unref();
    assertThat(resources.hasReferenced()).isTrue();
    two.unref();
    assertThat(resources.hasReferenced()).isFalse();
    one.ref();
    one.ref();
    assertThat(resources.hasReferenced()).isTrue();
    one.close();
    one.close();
    assertThat(resources.hasReferenced()).isFalse();
    one.ref();
    assertThat(resources.hasReferenced()).as("a closed handle refers to nothing").isFalse();
    assertThat(closed).containsExactly("one");
  }

  @Test
  void theIdleListenerIsToldWhenTheLastReferenceGoes() {
    AtomicInteger idle = new AtomicInteger();
    resources.onIdle(idle::incrementAndGet);
    Handle one = register("one");
    Handle two = register("two");
    one.unref();
    assertThat(idle).hasValue(0);
    two.close();
    assertThat(idle).hasValue(1);
    one.ref();
    one.release();
    assertThat(idle).hasValue(2);
  }

  @Test
  void aReleasedResourceIsForgottenWithoutBeingClosed() {
    Handle handle = register("a");
    assertThat(handle.release()).isTrue();
    assertThat(handle.release()).isFalse();
    handle.close();
    assertThat(closed).isEmpty();
    assertThat(resources.describeOpen()).isEmpty();
  }

  @Test
  void theEndClosesTheNewestFirst() {
    register("one");
    register("two").unref();
    register("three");
    resources.close();
    resources.close();
    assertThat(closed).containsExactly("three", "two", "one");
    assertThat(resources.hasReferenced()).isFalse();
  }

  @Test
  void everythingIsClosedEvenIfSomeFail() {
    register("one");
    resources.register(
        ResourceKind.SOCKET,
        "bad",
        () -> {
          throw new IOException("gone");
        });
    resources.register(
        ResourceKind.CHILD_PROCESS,
        "worse",
        () -> {
          throw new StackOverflowError();
        });
    register("two");
    Throwable failure = catchThrowable(resources::close);
    assertThat(closed).containsExactly("two", "one");
    assertThat(failure).isInstanceOf(ResourceCloseException.class);
    assertThat(failure.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("cannot close child process 'worse'", "cannot close socket 'bad'");
  }

  @Test
  void anInterruptedCloseKeepsTheInterrupt() {
    resources.register(
        ResourceKind.THREAD,
        "t",
        () -> {
          throw new InterruptedException();
        });
    assertThatThrownBy(resources::close).isInstanceOf(ResourceCloseException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void nothingCanBeOpenedAfterTheEnd() {
    resources.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> register("late"))
        .withMessage("the guest process has ended: timer 'late' cannot be opened");
    assertThat(closed).containsExactly("late");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                resources.register(
                    ResourceKind.TIMER,
                    "late",
                    () -> {
                      throw new IOException("gone");
                    }))
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void aResourceOpenedWhileTheProcessEndsIsClosedInAnyCase() throws Exception {
    AtomicInteger open = new AtomicInteger();
    for (int round = 0; round < 200; round++) {
      OwnedResources ending = new OwnedResources();
      CountDownLatch go = new CountDownLatch(1);
      try (var threads = Executors.newFixedThreadPool(2)) {
        Future<?> opener =
            threads.submit(
                () -> {
                  go.await();
                  for (int i = 0; i < 20; i++) {
                    open.incrementAndGet();
                    ending.register(ResourceKind.SOCKET, "s", open::decrementAndGet);
                  }
                  return null;
                });
        Future<?> closer =
            threads.submit(
                () -> {
                  go.await();
                  ending.close();
                  return null;
                });
        go.countDown();
        closer.get();
        Throwable _ = catchThrowable(opener::get);
      }
      assertThat(open).hasValue(0);
      assertThatCode(ending::close).doesNotThrowAnyException();
    }
  }
}
