package org.jexpy.bindings.xenstore.guest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.ContractCase;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** A server that has no room for another client: {@code full} in the folder of the scripts. */
final class BusyServerTest {
  @TempDir Path scratch;

  private final List<SocketChannel> crowd = new CopyOnWriteArrayList<>();
  private ServerSocketChannel server;

  @BeforeEach
  void fill() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(scratch.resolve("full"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(address, 1);
    assertThatThrownBy(
            () -> {
              while (true) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                crowd.add(client);
                client.configureBlocking(false);
                client.connect(address);
              }
            })
        .isInstanceOf(SocketException.class);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (SocketChannel client : crowd) {
      client.close();
    }
  }

  @TestFactory
  Stream<DynamicNode> whoConnectsWaitsUntilThereIsRoom() throws IOException {
    // The script says when to make room: it connects to this one.
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    door.bind(UnixDomainSocketAddress.of(scratch.resolve("door")));
    Thread.ofPlatform().daemon().start(() -> makeRoomWhenAsked(door));
    return tests(
        new ContractCase(
            "connecting waits for room",
            Map.of(
                GuestLanguage.JS,
                """
                import net from 'node:net';
                import { connect } from 'jexpy:pyxs';
                setTimeout(() => net.connect(`${process.cwd()}/door`).end(), 100);
                const c = await connect('full');
                console.log(c.connected);
                c.close();
                """),
            output("true")));
  }

  private void makeRoomWhenAsked(ServerSocketChannel door) {
    try (door) {
      door.accept().close();
      while (true) {
        crowd.add(server.accept());
      }
    } catch (IOException e) {
      // closed, as the test is over
    }
  }

  @TestFactory
  Stream<DynamicNode> whoConnectsMayStopWaiting() {
    return tests(
        new ContractCase(
            "a signal ends it, and so does the end of the process",
            Map.of(
                GuestLanguage.JS,
                """
                import { connect } from 'jexpy:pyxs';
                await connect('full', { signal: AbortSignal.timeout(50) }).catch((e) => console.log(e.name));
                connect('full').finally(() => console.log('never'));
                setTimeout(() => process.exit(0), 50);
                """),
            output("TimeoutError")));
  }

  private static Map<GuestLanguage, ContractCase.Expected> output(String text) {
    return Map.of(GuestLanguage.JS, new ContractCase.Expected.Output(text));
  }

  private Stream<DynamicNode> tests(ContractCase one) {
    return new SurfaceContract(
            "pyxs",
            List.of(one),
            services -> List.of(new SocketsExtension(), new PyxsExtension()),
            scratch)
        .tests()
        .limit(GuestLanguage.values().length); // no service is between: one isolation tells all
  }
}
