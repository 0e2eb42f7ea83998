package org.jexpy.bindings.xenstore.core.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jexpy.bindings.testkit.GenuineServer;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The Java client on unmodified xenstored and oxenstored. */
@Timeout(180)
final class GenuineServersTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private GenuineServer start(GenuineServer.Kind kind) throws IOException, InterruptedException {
    GenuineServer.assumeKit();
    return GenuineServer.start(kind, folder);
  }

  @ParameterizedTest
  @EnumSource
  void nodesAreKeptAndTransactionsTriedAgain(GenuineServer.Kind kind) throws Exception {
    try (GenuineServer server = start(kind);
        XenStoreClient client = XenStoreClient.connect(server.socket());
        XenStoreClient other = XenStoreClient.connect(server.socket())) {
      client.write("/n/k", new byte[] {0, (byte) 0xff});
      assertThat(client.read("/n/k")).containsExactly(0, 0xff);
      assertThat(client.list("/n")).containsExactly("k");
      Permissions permissions = Permissions.parse(List.of("b0", "r5"));
      assertThat(permissions).isNotNull();
      client.setPermissions("/n/k", permissions);
      assertThat(other.permissions("/n/k")).isEqualTo(permissions);
      assertThat(client.domains().home(7)).isEqualTo("/local/domain/7");
      assertThat(client.domains().isIntroduced(999)).isFalse();

      List<String> seen = new ArrayList<>();
      client.write("/n/t", "a".getBytes(US_ASCII));
      String result =
          client.transact(
              3,
              transaction -> {
                seen.add(new String(transaction.read("/n/t"), US_ASCII));
                if (seen.size() == 1) {
                  other.write("/n/t", "b".getBytes(US_ASCII));
                }
                transaction.write("/n/t", "c".getBytes(US_ASCII));
                return "done";
              });
      assertThat(result).isEqualTo("done");
      assertThat(seen).containsExactly("a", "b");
      assertThat(other.read("/n/t")).isEqualTo("c".getBytes(US_ASCII));
      client.remove("/n");
      assertThat(other.exists("/n")).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void eventsComeAndManyCallsAreUnderWay(GenuineServer.Kind kind) throws Exception {
    try (GenuineServer server = start(kind);
        XenStoreClient client = XenStoreClient.connect(server.socket());
        XenStoreClient other = XenStoreClient.connect(server.socket())) {
      EventQueue events = new EventQueue();
      try (WatchSubscription _ = client.watch("/w", "token", events)) {
        assertThat(events.take(LONG)).isEqualTo(new WatchEvent("/w", "token"));
        other.write("/w/child", new byte[0]);
        assertThat(events.take(LONG)).isEqualTo(new WatchEvent("/w/child", "token"));
      }
      other.write("/w/later", new byte[0]);

      List<CompletableFuture<byte[]>> values =
          IntStream.range(0, 500)
              .mapToObj(
                  i -> {
                    var _ =
                        client.async().write("/many/" + i, Integer.toString(i).getBytes(US_ASCII));
                    return client.async().read("/many/" + i);
                  })
              .toList();
      for (int i = 0; i < values.size(); i++) {
        assertThat(values.get(i).get(60, TimeUnit.SECONDS))
            .asString(US_ASCII)
            .isEqualTo(Integer.toString(i));
      }
      assertThat(events.isEmpty()).isTrue();
    }
  }

  /** oxenstored sends it in one packet, longer than any may be. */
  @Test
  void aLongListingComesInParts() throws Exception {
    try (GenuineServer server = start(GenuineServer.Kind.XENSTORED);
        XenStoreClient client = XenStoreClient.connect(server.socket())) {
      List<String> names = IntStream.range(0, 900).mapToObj("child%03d"::formatted).toList();
      names.forEach(name -> client.mkdir("/many/" + name));

      assertThat(client.list("/many")).isEqualTo(names);
      assertThat(client.async().list("/many").get(60, TimeUnit.SECONDS)).isEqualTo(names);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theEndOfTheServerFailsCallsAndQueues(GenuineServer.Kind kind) throws Exception {
    EventQueue events = new EventQueue();
    try (XenStoreClient client = ofServerThatEnds(kind, events)) {
      assertThatThrownBy(() -> events.take(LONG)).isInstanceOf(ConnectionLostException.class);
      assertThatThrownBy(() -> client.read("/w")).isInstanceOf(ConnectionLostException.class);
    }
  }

  private XenStoreClient ofServerThatEnds(GenuineServer.Kind kind, EventQueue events)
      throws Exception {
    try (GenuineServer server = start(kind)) {
      XenStoreClient client = XenStoreClient.connect(server.socket());
      WatchSubscription _ = client.watch("/w", "token", events);
      assertThat(events.take(LONG)).isNotNull();
      return client;
    }
  }
}
