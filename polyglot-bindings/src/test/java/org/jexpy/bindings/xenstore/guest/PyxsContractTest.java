package org.jexpy.bindings.xenstore.guest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.CaseTable;
import org.jexpy.bindings.testkit.GenuineServer;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts find the socket of the server as {@code socket} in their folder. */
@Timeout(300)
final class PyxsContractTest {
  @TempDir Path scratch;

  private @Nullable AutoCloseable server;

  @AfterEach
  void stopServer() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicNode> ourServer() throws Exception {
    server = XenStoreServer.builder().socket(scratch.resolve("socket")).start();
    return cases("");
  }

  @TestFactory
  Stream<DynamicNode> xenstored() throws Exception {
    return genuine(GenuineServer.Kind.XENSTORED);
  }

  @TestFactory
  Stream<DynamicNode> oxenstored() throws Exception {
    return genuine(GenuineServer.Kind.OXENSTORED);
  }

  private Stream<DynamicNode> genuine(GenuineServer.Kind kind) throws Exception {
    GenuineServer.assumeKit();
    server = GenuineServer.start(kind, scratch);
    return cases(kind.toString());
  }

  private Stream<DynamicNode> cases(String peer) {
    return new SurfaceContract(
            "pyxs",
            CaseTable.read(PyxsContractTest.class, "pyxs.cases", peer),
            services -> List.of(new SocketsExtension(), new PyxsExtension()),
            scratch)
        .tests()
        .limit(GuestLanguage.values().length); // no service is between: one isolation tells all
  }
}
