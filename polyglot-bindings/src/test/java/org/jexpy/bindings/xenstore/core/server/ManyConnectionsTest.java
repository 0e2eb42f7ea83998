package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.bindings.testkit.MissingPeer;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
final class ManyConnectionsTest {
  private static final int MANY = 2000;

  @TempDir Path folder;
  private final List<RawConnection> open = new ArrayList<>();

  private static String text(Packet packet) {
    return String.join(" ", Payload.strings(packet.payload()));
  }

  private static List<String> events(RawConnection connection) throws IOException {
    return connection.events().stream().map(ManyConnectionsTest::text).toList();
  }

  @Test
  void eachOfThousandsGetsItsOwnAnswersAndEvents() throws Exception {
    long files =
        ManagementFactory.getPlatformMXBean(UnixOperatingSystemMXBean.class)
            .getMaxFileDescriptorCount();
    if (files <= 3 * MANY) {
      MissingPeer.report(
          "only %d files may be open, both sides of %d connections need more; raise 'ulimit -Hn'"
              .formatted(files, MANY));
    }
    Path socket = folder.resolve("socket");
    try (XenStoreServer server = XenStoreServer.builder().socket(socket).start();
        RawConnection writer = RawConnection.to(socket)) {
      assertThat(server).isNotNull();
      for (int i = 0; i < MANY; i++) {
        RawConnection one = RawConnection.to(socket);
        open.add(one);
        assertThat(text(one.ask(WRITE, Payload.of("/many/" + i, "v" + i)))).isEqualTo("OK");
        one.ask(WATCH, Payload.of("/many/" + i, "t" + i));
        one.ask(WATCH, Payload.of("/all", "a" + i));
        assertThat(one.events()).hasSize(2);
      }
      for (int i = 0; i < MANY; i++) {
        writer.ask(WRITE, Payload.of("/many/" + i, "w" + i));
      }
      writer.ask(WRITE, Payload.of("/all", "x"));
      for (int i = 0; i < MANY; i++) {
        RawConnection one = open.get(i);
        assertThat(events(one)).containsExactly("/many/" + i + " t" + i, "/all a" + i);
        assertThat(text(one.ask(READ, Payload.of("/many/" + i)))).isEqualTo("w" + i);
      }
      for (int i = 0; i < MANY; i += 2) {
        open.get(i).close();
      }
      writer.ask(RM, Payload.of("/many"));
      for (int i = 1; i < MANY; i += 2) {
        assertThat(events(open.get(i))).containsExactly("/many/" + i + " t" + i);
      }
    } finally {
      for (RawConnection one : open) {
        one.close();
      }
    }
  }
}
