package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.wire.Operation.READ;
import static org.jexpy.bindings.xenstore.core.wire.Operation.WATCH;
import static org.jexpy.bindings.xenstore.core.wire.Operation.WRITE;

import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nobody is shown what a crash could undo. */
final class DurabilityTest {
  private final SlowBackend backend = new SlowBackend();
  private Engine engine;
  private Client one;
  private Client other;

  @BeforeEach
  void open() throws Exception {
    engine = Client.engine(backend, Set.of());
    one = new Client(engine, 0);
    other = new Client(engine, 0);
    other.ask(WATCH, "/k|t|");
    other.events();
  }

  @Test
  void anAnswerAnEventAndAReadWaitForTheDisk() {
    assertThat(one.ask(WRITE, "/k|1")).isEqualTo("no answer");
    assertThat(other.events()).isEmpty();
    assertThat(other.ask(READ, "/k|")).as("who saw it").isEqualTo("no answer");
    backend.durable(1);
    engine.durable();

    assertThat(one.events()).containsExactly("WRITE id=1 tx=0 'OK|'");
    assertThat(other.events()).containsExactly("/k|t|", "READ id=2 tx=0 '1'");
    assertThat(other.ask(READ, "/k|")).isEqualTo("1");
  }

  @Test
  void whatGoesBeforeDoesNotWaitForWhatComesAfter() {
    one.ask(WRITE, "/k|1");
    one.ask(WRITE, "/k|2");
    backend.durable(1);
    engine.durable();
    assertThat(one.events()).containsExactly("WRITE id=1 tx=0 'OK|'");
    backend.durable(2);
    engine.durable();
    assertThat(one.events()).containsExactly("WRITE id=2 tx=0 'OK|'");
  }

  @Test
  void whoDidNotReadMeanwhileIsNotForgotten() {
    one.reads(false);
    one.ask(WRITE, "/k|1");
    one.ask(WRITE, "/k|2");
    backend.durable(1);
    engine.durable();
    one.reads(true);
    assertThat(one.events()).containsExactly("WRITE id=1 tx=0 'OK|'");
    backend.durable(2);
    engine.durable();
    assertThat(one.events()).containsExactly("WRITE id=2 tx=0 'OK|'");
  }

  @Test
  void ifTheDiskFailsNothingHasHappenedAndReadsGoOn() {
    one.ask(WRITE, "/k|1");
    backend.durable(1);
    engine.durable();
    one.events();
    other.events();
    one.ask(WRITE, "/k|2");
    Client third = new Client(engine, 0);
    backend.breakDown();
    engine.durable();

    assertThat(one.closed()).isEqualTo("the store could not be written");
    assertThat(other.closed()).as("had an event").isEqualTo("the store could not be written");
    assertThat(one.events()).isEmpty();
    assertThat(other.events()).isEmpty();
    assertThat(third.ask(READ, "/k|")).isEqualTo("1");
    assertThat(third.ask(WRITE, "/k|3")).isEqualTo("EIO");
    assertThat(third.ask(READ, "/k|")).isEqualTo("1");
  }
}
