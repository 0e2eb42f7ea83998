package org.jexpy.bindings.xenstore.guest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.CaseTable;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Scripts find the socket of the server as {@code socket} in their folder. */
@Timeout(300)
@SuppressWarnings("NullAway.Init") // by the methods before each test
final class PyxsContractTest {
  @TempDir Path scratch;

  private XenStoreServer server;

  @BeforeEach
  void startServer() throws IOException {
    server = XenStoreServer.builder().socket(scratch.resolve("socket")).start();
  }

  @AfterEach
  void stopServer() throws IOException {
    server.close();
  }

  @TestFactory
  Stream<DynamicNode> pyxs() {
    return new SurfaceContract(
            "pyxs",
            CaseTable.read(PyxsContractTest.class, "pyxs.cases"),
            services -> List.of(new SocketsExtension(), new PyxsExtension()),
            scratch)
        .tests()
        .limit(GuestLanguage.values().length); // no service is between: one isolation tells all
  }
}
