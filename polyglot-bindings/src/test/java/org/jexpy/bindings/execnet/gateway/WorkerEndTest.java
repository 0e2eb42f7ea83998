package org.jexpy.bindings.execnet.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.jexpy.bindings.execnet.channel.RawChannel;
import org.jexpy.bindings.execnet.channel.RemoteErrorException;
import org.jexpy.bindings.execnet.group.ScriptedPeers;
import org.jexpy.bindings.execnet.serial.Dumper;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.bindings.execnet.transport.LocalPair;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jexpy.bindings.execnet.transport.Transport;
import org.jexpy.bindings.execnet.wire.Frame;
import org.jexpy.bindings.execnet.wire.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Where a worker's tasks run, and what becomes of them when the gateway ends. */
@Timeout(120)
final class WorkerEndTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final LocalPair pair = new LocalPair();

  private Gateway controller() {
    return Gateway.start(
        pair.controller(),
        XSpec.of("context"),
        "gw0",
        ExecModel.THREAD,
        Surroundings.DIRECT,
        member -> true);
  }

  private JavaWorker worker(ExecModel model, Duration farewell, Duration last) {
    return new JavaWorker(pair.worker(), model, farewell, last);
  }

  @Test
  void aTaskThatEndsByItselfIsNotInterrupted() throws Exception {
    JavaWorker worker = worker(ExecModel.THREAD, LONG, LONG);
    CountDownLatch atEnd = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(1);
    worker.on(
        "x",
        task -> {
          begun.countDown();
          try {
            task.channel().receive(null);
          } finally {
            atEnd.countDown();
          }
        });
    Gateway gateway = controller();
    gateway.remoteExec("x");
    begun.await();

    gateway.exit();

    assertThat(worker.gateway().join(LONG)).isTrue();
    assertThat(atEnd.getCount()).isZero();
    assertThat(gateway.join(LONG)).isTrue();
    worker.main().join();
  }

  @Test
  void theMainTaskIsInterruptedAndThenAllAreEnded() throws Exception {
    JavaWorker worker = worker(ExecModel.THREAD, SOON, SOON);
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    worker.on(
        "main",
        task -> {
          begun.countDown();
          try {
            never.await();
          } finally {
            interrupted.countDown();
          }
        });
    worker.on(
        "beside",
        task -> {
          begun.countDown();
          try {
            never.await();
          } finally {
            ended.countDown();
          }
        });
    Gateway gateway = controller();
    gateway.remoteExec("main");
    gateway.remoteExec("beside");
    begun.await();

    gateway.exit();

    assertThat(worker.gateway().join(LONG)).isTrue();
    interrupted.await();
    ended.await();
  }

  @Test
  void onTheMainThreadOnlyTheSecondIsRefusedAfterASecondAndTheThirdIsNot() throws Exception {
    JavaWorker worker = worker(ExecModel.MAIN_THREAD_ONLY, SOON, SOON);
    worker.on(
        "fail",
        task -> {
          task.channel().receive(null);
          throw new IllegalStateException("on purpose");
        });
    worker.on("x", task -> task.channel().send(Dumper.dump(1)));
    Gateway gateway = controller();
    RawChannel first = gateway.remoteExec("fail");
    RawChannel second = gateway.remoteExec("x");

    // Meanwhile the gateway goes on.
    assertThat(gateway.remoteStatus().execModel()).isEqualTo("main_thread_only");
    assertThatThrownBy(() -> second.waitClose(null))
        .isInstanceOf(RemoteErrorException.class)
        .hasMessage("concurrent remote_exec would cause deadlock for main_thread_only execmodel");
    first.send(Dumper.dump(1));
    assertThatThrownBy(() -> first.waitClose(null)).hasMessageContaining("on purpose");
    assertThat(gateway.remoteExec("x").receive(null).value()).isEqualTo(1L);
    gateway.exit();
    assertThat(gateway.join(LONG)).isTrue();
  }

  @Test
  void gatewaysComeAndGoAndNoThreadOfThemStays() throws Exception {
    ScriptedPeers machine = new ScriptedPeers();
    for (int i = 0; i < 500; i++) {
      LocalPair way = new LocalPair();
      JavaWorker worker = JavaWorker.over(way);
      worker.on("x", task -> task.channel().send(Dumper.dump(1)));
      Gateway gateway =
          Gateway.start(
              way.controller(),
              XSpec.of("context"),
              "gw" + i,
              ExecModel.THREAD,
              machine,
              member -> true);
      assertThat(gateway.remoteExec("x").receive(null).value()).isEqualTo(1L);
      gateway.exit();
      worker.join();
      worker.main().join();
    }
    for (Thread thread : machine.threads()) {
      thread.join();
    }
    assertThat(machine.warnings()).isEmpty();
  }

  @Test
  void whateverFramesComeBothSidesEnd() throws Exception {
    Random random = new Random(17);
    for (int round = 0; round < 200; round++) {
      LocalPair wire = new LocalPair();
      JavaWorker worker = new JavaWorker(wire.worker(), ExecModel.THREAD, SOON, SOON);
      worker.on("x", task -> task.channel().receive(null));
      Transport wild = wire.controller();
      for (int i = 0; i < 20; i++) {
        byte[] payload = random.nextBoolean() ? Dumper.dump(i) : new byte[random.nextInt(20)];
        random.nextBytes(payload);
        MessageType type = Objects.requireNonNull(MessageType.of((byte) random.nextInt(8)));
        try {
          wild.send(new Frame(type, random.nextInt(6) - 1, payload));
        } catch (IOException e) {
          break;
        }
      }
      wild.closeWrite();
      assertThat(worker.gateway().join(LONG)).isTrue();
      worker.main().join();
      wild.closeRead();
    }
  }
}
