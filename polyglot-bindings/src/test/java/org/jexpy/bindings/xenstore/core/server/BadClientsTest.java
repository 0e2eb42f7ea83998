package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What clients can do to a server over its sockets that do not mean well. */
@Timeout(120)
final class BadClientsTest {
  @TempDir Path folder;
  private XenStoreServer server;
  private RawConnection zero;

  @BeforeEach
  void start() throws IOException {
    server =
        XenStoreServer.builder()
            .socket(folder.resolve("zero"))
            .hypervisor(Hypervisor.declared(Set.of(5)))
            .domainSocket(5, folder.resolve("five"))
            .start();
    zero = RawConnection.to(folder.resolve("zero"));
    ask(zero, INTRODUCE, "5", "1", "1");
    ask(zero, WRITE, "/home", "");
    ask(zero, SET_PERMS, "/home", "n5");
  }

  @AfterEach
  void stop() throws IOException {
    zero.close();
    server.close();
  }

  private static String ask(RawConnection connection, Operation operation, String... words)
      throws IOException {
    return in(connection, 0, operation, words);
  }

  private static String in(
      RawConnection connection, int transaction, Operation operation, String... words)
      throws IOException {
    Packet reply = connection.ask(operation.number(), transaction, Payload.of(words));
    return String.join(" ", Payload.strings(reply.payload()));
  }

  private RawConnection five() throws IOException {
    return RawConnection.to(folder.resolve("five"));
  }

  @Test
  void aWatcherThatNeverReadsIsHungUpOnAndDelaysNobody() throws Exception {
    try (RawConnection lazy = RawConnection.to(folder.resolve("zero"))) {
      ask(lazy, WATCH, "/flood", "t".repeat(2000));
      int written = 8000;
      for (int i = 0; i < written; i++) {
        assertThat(ask(zero, WRITE, "/flood/" + i, "")).isEqualTo("OK");
      }
      int received = 0;
      try {
        while (received < written) {
          Packet _ = lazy.receive();
          received++;
        }
      } catch (EOFException e) {
        // Expected: 16 MB are more than may wait.
      }
      assertThat(received).isLessThan(written);
    }
    assertThat(ask(zero, READ, "/flood/1")).isEmpty();
  }

  @Test
  void aDomainThatTakesAllItMayTakesNothingFromOthers() throws Exception {
    try (RawConnection greedy = five()) {
      int nodes = 0;
      // Ten directories, as the names of one would be too long for a node.
      while (nodes < 2000
          && ask(greedy, WRITE, "/home/d%d/%d".formatted(nodes % 10, nodes), "x").equals("OK")) {
        nodes++;
      }
      int watches = 0;
      while (watches < 2000 && ask(greedy, WATCH, "/home/w" + watches, "t").equals("OK")) {
        watches++;
      }
      int transactions = 0;
      while (transactions < 2000 && !ask(greedy, TRANSACTION_START, "").equals("ENOSPC")) {
        transactions++;
      }
      assertThat(nodes).isEqualTo(1000 - 11);
      assertThat(watches).isEqualTo(129);
      assertThat(transactions).isEqualTo(11);
      assertThat(ask(greedy, WRITE, "/home/d1/1", "x".repeat(2048))).isEqualTo("ENOSPC");
      int looked = 0;
      while (looked < 2000 && in(greedy, 1, READ, "/home/none" + looked).equals("ENOENT")) {
        looked++;
      }
      assertThat(looked).isEqualTo(1024);
      for (int i = 0; i < 5000; i++) {
        assertThat(in(greedy, 2, WRITE, "/home/d1/1", "x".repeat(1900))).isEqualTo("OK");
      }
      assertThat(in(greedy, 2, TRANSACTION_END, "T")).isEqualTo("OK");

      assertThat(ask(zero, WRITE, "/other", "x")).isEqualTo("OK");
      assertThat(ask(zero, WATCH, "/other", "t")).isEqualTo("OK");
      assertThat(ask(zero, TRANSACTION_START, "")).isEqualTo("1");
    }
    // What ended with the connection may be had again; the end is seen some time later.
    try (RawConnection again = five()) {
      while (ask(again, WATCH, "/home/w", "t").equals("E2BIG")) {
        Thread.onSpinWait();
      }
      assertThat(ask(again, TRANSACTION_START, "")).isEqualTo("1");
      assertThat(ask(again, MKDIR, "/home/more")).as("nodes stay").isEqualTo("ENOSPC");
      assertThat(ask(again, RM, "/home/d0")).isEqualTo("OK");
      assertThat(ask(again, MKDIR, "/home/more")).isEqualTo("OK");
    }
  }

  @Test
  void manyThatDieInTransactionsLeaveNothing() throws Exception {
    for (int i = 0; i < 200; i++) {
      try (RawConnection dying = five()) {
        int transaction = Integer.parseInt(ask(dying, TRANSACTION_START, ""));
        in(dying, transaction, WRITE, "/home/left", "x");
        ask(dying, WATCH, "/home", "t" + i);
        // Of half of them the last request is never answered.
        if (i % 2 == 0) {
          dying.send(new Packet(WRITE.number(), 9, transaction, Payload.of("/home/more", "x")));
        }
      }
    }
    assertThat(ask(zero, DIRECTORY, "/home")).isEmpty();
    try (RawConnection last = five()) {
      while (!ask(zero, CONTROL, "quota", "5").contains("transactions    :        0")) {
        Thread.onSpinWait();
      }
      assertThat(ask(last, TRANSACTION_START, "")).isEqualTo("1");
    }
  }
}
