package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.junit.jupiter.api.Test;

/** What waits for clients that do not read. */
final class SessionsTest {
  private final List<String> closed = new ArrayList<>();

  /** A client that never reads. */
  private Transport stuck(String name) {
    return new Transport() {
      @Override
      public void flush() {}

      @Override
      public void goOn() {}

      @Override
      public void close(String why) {
        closed.add(name + ": " + why);
      }
    };
  }

  @Test
  void ofManyThatDoNotReadThoseForWhomMostWaitsAreGivenUp() throws Exception {
    Sessions sessions =
        new Sessions(
            new WatchTree(), new Store(StoreBackend.memory()), new Backlog(3 * 1000 * 1000));
    List<Session> all = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      all.add(sessions.open(Caller.DOMAIN_0, stuck("" + i)));
    }
    for (int i = 0; i < 10; i++) {
      for (int event = 0; event < 1000 + i; event++) {
        all.get(i).outbox().event(Packet.event("/path/of/" + event, "token"), false);
      }
    }
    sessions.flush();
    assertThat(closed).as("a quarter of a MB each").isEmpty();
    for (int event = 0; event < 10_000; event++) {
      all.get(3).outbox().event(Packet.event("/more/of/" + event, "token"), false);
    }
    sessions.flush();

    assertThat(closed).containsExactly("3: it does not read");
    assertThat(all).extracting(Session::isOpen).containsOnlyOnce(false);
    assertThat(all.get(3).outbox().cost()).isZero();
  }
}
