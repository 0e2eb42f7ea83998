package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jexpy.bindings.xenstore.core.server.Hypervisor.DomainState;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a domain can do with its ring, turn by turn. */
final class RingTest {
  private static final int REQUESTS_PUT = 2052;
  private static final int RESPONSES_TAKEN = 2056;
  private static final int RESPONSES_PUT = 2060;

  private final Queue<Runnable> later = new ArrayDeque<>();
  private final TestHypervisor hypervisor = new TestHypervisor();
  private final ByteBuffer page = hypervisor.page(5).order(ByteOrder.nativeOrder());
  private final FrameReader answers = new FrameReader();
  private Engine engine;
  private Client zero;

  @BeforeEach
  void open() throws Exception {
    hypervisor.set(5, DomainState.RUNNING);
    engine = new Engine(new Store(StoreBackend.memory()), hypervisor, Quotas.DEFAULT, later::add);
    zero = new Client(engine, 0);
    zero.ask(INTRODUCE, "5|1|1|");
    zero.ask(WRITE, "/home|");
    zero.ask(SET_PERMS, "/home|n5|");
  }

  /** Puts bytes into the ring of requests, as far as there is room. */
  private void put(ByteBuffer bytes) {
    int put = page.getInt(REQUESTS_PUT);
    while (bytes.hasRemaining()) {
      page.put(put & 1023, bytes.get());
      put++;
    }
    page.putInt(REQUESTS_PUT, put);
  }

  private void take() throws Exception {
    int taken = page.getInt(RESPONSES_TAKEN);
    ByteBuffer bytes = ByteBuffer.allocate(1024);
    for (; taken != page.getInt(RESPONSES_PUT); taken++) {
      bytes.put(page.get(1024 + (taken & 1023)));
    }
    page.putInt(RESPONSES_TAKEN, taken);
    answers.feed(bytes.flip());
  }

  @Test
  void whoKeepsFillingItGoesOnBehindTheOthers() throws Exception {
    int turns = 0;
    int answered = 0;
    // A guest that puts a request whenever the server looks, and takes each answer at once.
    put(FrameWriter.encode(Packet.request(READ, 1, 0, Payload.of("/home"))));
    engine.kicked(5);
    for (int i = 2; i < 500; i++) {
      put(FrameWriter.encode(Packet.request(READ, i, 0, Payload.of("/home"))));
      assertThat(later).as("one turn at a time").hasSize(1);
      later.remove().run();
      turns++;
      take();
      while (answers.next() != null) {
        answered++;
      }
    }
    assertThat(answered).isEqualTo(499);
    assertThat(turns).isEqualTo(498);
    later.remove().run();
    assertThat(later).as("when there is nothing more it rests").isEmpty();
  }

  @Test
  void aTurnIsNoMoreThanARingFull() throws Exception {
    ByteBuffer many = ByteBuffer.allocate(1024).order(ByteOrder.nativeOrder());
    while (many.hasRemaining()) {
      FrameWriter.put(many, Packet.request(RESET_WATCHES, 7, 0, new byte[0]));
    }
    put(many.flip());
    engine.kicked(5);
    assertThat(later).hasSize(1);
    int answered = 0;
    for (int i = 0; i < 10; i++) {
      take();
      engine.kicked(5);
      while (answers.next() != null) {
        answered++;
      }
    }
    assertThat(answered).isEqualTo(64);
  }

  @Test
  void aRequestThatFailsEndsTheRingAndNothingElse() {
    Client other = new Client(engine, 0);
    other.ask(WATCH, "/home|t|");
    other.events();
    hypervisor.failing(true);
    put(FrameWriter.encode(Packet.request(WRITE, 1, 0, Payload.of("/home/x", "1"))));
    put(FrameWriter.encode(Packet.request(SET_PERMS, 2, 0, Payload.of("/home", "n5", "r77"))));
    put(FrameWriter.encode(Packet.request(WRITE, 3, 0, Payload.of("/home/y", "1"))));
    engine.kicked(5);
    assertThat(other.events()).as("told in the same turn").containsExactly("/home/x|t|");
    assertThat(zero.ask(CONTROL, "quota|5|")).contains("nodes           :        2");

    hypervisor.failing(false);
    engine.kicked(5);
    assertThat(zero.ask(READ, "/home/y|")).as("not listened to").isEqualTo("ENOENT");
    zero.ask(INTRODUCE, "5|1|1|");
    put(FrameWriter.encode(Packet.request(WRITE, 1, 0, Payload.of("/home/z", "1"))));
    engine.kicked(5);
    assertThat(zero.ask(READ, "/home/z|")).isEqualTo("1|");
  }

  @Test
  void oneThatWasGivenUpLeavesNoConnectionBehind() {
    for (int i = 0; i < 5; i++) {
      put(FrameWriter.encode(Packet.request(WATCH, 1, 0, Payload.of("/home", "t"))));
      engine.kicked(5);
      assertThat(zero.ask(CONTROL, "quota|5|")).contains("watches         :        1");
      page.putInt(REQUESTS_PUT, -5);
      engine.kicked(5);
      assertThat(zero.ask(CONTROL, "quota|5|")).contains("watches         :        0");
      assertThat(engine.snapshot().connections()).as("of the zero alone").isOne();
      zero.ask(INTRODUCE, "5|1|1|");
      assertThat(engine.snapshot().connections()).isEqualTo(2);
    }
  }
}
