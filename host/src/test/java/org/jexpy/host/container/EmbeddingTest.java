package org.jexpy.host.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.StateException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a Java program may do in its answers and listeners, and what is left behind afterwards. */
@Timeout(180)
final class EmbeddingTest {
  @TempDir Path folder;

  @BeforeEach
  void modules() throws IOException {
    write("once.mjs", "console.log('once'); process.exitCode = 3;");
    write("fails.mjs", "throw new Error('on purpose');");
    write("stays.mjs", "import { ready } from 'jexpy:exos'; setInterval(() => {}, 1000); ready();");
    write(
        "threads.py",
        """
        import threading
        from exos.api import ready
        threading.current_thread().register(60)
        threading.Thread(target=threading.Event().wait, name="guest-helper", daemon=True).start()
        ready()
        threading.Event().wait()
        """);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private Container start() throws IOException {
    return Container.builder().modules(folder).start();
  }

  @Test
  void whoeverTakesHisTimeWithAnAnswerHoldsUpNobody() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (Container container = start()) {
      GuestProcess stays = container.create(ProcessSpec.js("stays", "stays").auto()).join();
      stays.ready().join();
      // Attached while the process runs: a stage that is complete already would run it here.
      CompletableFuture<Integer> slow =
          stays
              .ended()
              .thenApply(
                  end -> {
                    awaitLatch(release);
                    return container.processes().join().size();
                  });
      stays.terminate().join();
      for (int i = 0; i < 3; i++) {
        assertThat(container.exec("show process").join().succeeded()).isTrue();
      }
      assertThat(slow).isNotDone();
      release.countDown();
      assertThat(slow.join()).isEqualTo(1);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aProgramWaitsForTheEndOfARunAndReadsWhatItPrinted() throws Exception {
    try (Container container = start()) {
      GuestProcess once = container.create(ProcessSpec.js("once", "once")).join();
      assertThat(once.ended().join().startedAt()).isEmpty();
      once.start().join();
      assertThat(once.ended().join().exitStatus()).hasValue(3);
      assertThat(once.log().join()).endsWith("<out> once\n");
      assertThatThrownBy(once.ready()::join)
          .hasCauseInstanceOf(ProcessException.class)
          .hasMessageContaining("Process once did not become ready, it is STOPPED");
    }
  }

  @Test
  void aProgramWaitsUntilAProcessIsReadyOrWillNotBe() throws Exception {
    try (Container container = start()) {
      GuestProcess stays = container.create(ProcessSpec.js("stays", "stays").auto()).join();
      assertThat(stays.ready().join().state()).isEqualTo(ProcessState.READY);
      CompletableFuture<ProcessInfo> end = stays.ended();
      stays.terminate().join();
      assertThat(end.join().state()).isEqualTo(ProcessState.STOPPED);

      GuestProcess fails = container.create(ProcessSpec.js("fails", "fails")).join();
      fails.start().join();
      assertThatThrownBy(fails.ready()::join).hasMessageContaining("ended by an error");
      assertThat(fails.log().join()).contains("on purpose");
      fails.delete().join();
      assertThatThrownBy(fails.ready()::join).hasMessageContaining("does not exist");
    }
  }

  @Test
  void closingLeavesNoThreadTwiceInOneProgram() throws Exception {
    Set<Thread> before = threads();
    for (int i = 0; i < 2; i++) {
      try (Container container =
          Container.builder()
              .modules(folder)
              .stateDirectory(folder.resolve("state"))
              .controlSocket("a test")
              .permissions(PermissionSet.none().allow(Permission.THREADS).allow(Permission.RUN))
              .listener((change, process) -> {})
              .start()) {
        GuestProcess python =
            container.create(ProcessSpec.python("threads", "threads").auto()).join();
        GuestProcess js = container.create(ProcessSpec.js("stays", "stays").auto()).join();
        GuestProcess once = container.create(ProcessSpec.js("once", "once")).join();
        GuestProcess program =
            container.create(ProcessSpec.executable("cat", "/bin/sh").auto()).join();
        once.start().join();
        once.ended().join();
        program.ended().join();
        python.ready().join();
        js.ready().join();
        assertThat(names(threads())).contains("jexpy-main-loop", "jexpy-threads", "jexpy-stays");
      }
      assertNoneLeft(before);
    }
  }

  @Test
  void aStartThatFailsLeavesNoThread() throws Exception {
    Path state = folder.resolve("state");
    Container.builder().stateDirectory(state).start().close();
    Files.writeString(state.resolve("primary.cfg"), "<torn");
    Set<Thread> before = threads();
    Container.Builder builder = Container.builder().stateDirectory(state).controlSocket("a test");
    assertThatThrownBy(builder::start).isInstanceOf(StateException.class);
    assertThatThrownBy(() -> builder.run(container -> {})).isInstanceOf(StateException.class);
    assertNoneLeft(before);
  }

  @Test
  void twoContainersAtOnceDoNotKnowEachOther() throws Exception {
    try (Container one = start();
        Container other = start()) {
      GuestProcess ofOne = one.create(ProcessSpec.js("same", "stays").auto()).join();
      GuestProcess ofOther = other.create(ProcessSpec.js("same", "stays").auto()).join();
      ofOne.ready().join();
      one.closeAsync().join();
      assertThat(ofOther.ready().join().stopping()).isFalse();
    }
  }

  /**
   * close() has waited for them. One that has done all it had to do may take a moment to die on a
   * busy machine, but less than the ten seconds after which idle threads end by themselves.
   */
  private static void assertNoneLeft(Set<Thread> before) {
    await()
        .pollInSameThread()
        .atMost(Duration.ofSeconds(8))
        .untilAsserted(
            () -> {
              Set<Thread> left = threads();
              left.removeAll(before);
              assertThat(names(left)).isEmpty();
            });
  }

  private static Set<String> names(Set<Thread> threads) {
    return threads.stream().map(Thread::getName).collect(Collectors.toSet());
  }

  /**
   * All threads, but those that the JVM and the guest compiler keep for the whole program: they end
   * by themselves after some time without work.
   */
  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                !thread.getName().startsWith("process reaper")
                    && !thread.getName().startsWith("TruffleCompilerThread")
                    && !thread.getName().equals("Common-Cleaner"))
        .collect(Collectors.toSet());
  }

  @Test
  void aListenerAndAnAnswerMayCloseTheContainer() throws Exception {
    CompletableFuture<Container> known = new CompletableFuture<>();
    CompletableFuture<Boolean> closed = new CompletableFuture<>();
    Container byListener =
        Container.builder()
            .modules(folder)
            .listener(
                (change, process) -> {
                  known.join().close();
                  closed.complete(true);
                })
            .start();
    known.complete(byListener);
    var _ = byListener.create(ProcessSpec.js("once", "once"));
    assertThat(closed.join()).isTrue();

    Container byAnswer = start();
    byAnswer.processes().thenAccept(all -> byAnswer.close()).join();
    assertThatThrownBy(byAnswer.processes()::join).hasMessageContaining("the container is closed");
  }

  @Test
  void whatIsAskedOfAClosedContainerFails() throws Exception {
    Container container = start();
    GuestProcess stays = container.create(ProcessSpec.js("stays", "stays")).join();
    container.close();
    container.close();
    for (CompletableFuture<?> answer :
        List.of(container.processes(), container.exec("help"), stays.start(), stays.ended())) {
      assertThatThrownBy(answer::join)
          .isInstanceOf(CompletionException.class)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the container is closed");
    }
  }

  @Test
  void aLentLoopMayNotWaitForItself() throws Exception {
    var group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try (Container container =
        Container.builder().modules(folder).eventLoop(group.next()).start()) {
      GuestProcess stays = container.create(ProcessSpec.js("stays", "stays").auto()).join();
      group
          .next()
          .submit(
              () ->
                  assertThatThrownBy(() -> stays.restart().thenApply(nothing -> 1).join())
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageContaining("would wait for itself; use thenAccept"))
          .get();
      assertThat(stays.ready().join().restarts()).isZero();
    } finally {
      group.shutdownGracefully().sync();
    }
  }

  @Test
  void aPlanThatCannotBeCarriedOutIsRefusedWithAReason() {
    assertThatThrownBy(() -> Container.builder().controlSocket("me").start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("stateDirectory(…)");
    assertThatThrownBy(() -> Container.builder().spares(-1))
        .hasMessage("spares is -1 (expected: 0 or more)");
    assertThatThrownBy(
            () ->
                Container.builder()
                    .stateDirectory(Files.writeString(folder.resolve("file"), "x"))
                    .start())
        .isInstanceOf(StateException.class);
  }
}
