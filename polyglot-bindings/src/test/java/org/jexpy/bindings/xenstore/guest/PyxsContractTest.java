package org.jexpy.bindings.xenstore.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.CaseTable;
import org.jexpy.bindings.testkit.ContractCase;
import org.jexpy.bindings.testkit.GenuineServer;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.bindings.testkit.TerminalBridge;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.net.python.SocketsExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts find the socket of the server as {@code socket} in their folder, and those about the bus
 * terminals that lead to it as {@code bus0} to {@code bus2}.
 */
final class PyxsContractTest {
  @TempDir Path scratch;

  private @Nullable AutoCloseable server;
  private @Nullable TerminalBridge bridge;

  @AfterEach
  void stopServer() throws Exception {
    if (bridge != null) {
      bridge.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @TestFactory
  Stream<DynamicNode> ourServer() throws Exception {
    return ours("pyxs.cases");
  }

  @TestFactory
  Stream<DynamicNode> bothLanguages() throws Exception {
    return ours("both.cases");
  }

  @TestFactory
  Stream<DynamicNode> javaScript() throws Exception {
    return ours("js.cases");
  }

  @TestFactory
  Stream<DynamicNode> overXenBus() throws Exception {
    server = XenStoreServer.builder().socket(scratch.resolve("socket")).start();
    bridge(scratch.resolve("socket"));
    return cases("xenbus.cases", "");
  }

  private void bridge(Path socket) throws Exception {
    bridge =
        TerminalBridge.start(
            socket, scratch.resolve("bus0"), scratch.resolve("bus1"), scratch.resolve("bus2"));
  }

  @TestFactory
  Stream<DynamicNode> xenstored() throws Exception {
    return genuine(GenuineServer.Kind.XENSTORED, "pyxs.cases");
  }

  @TestFactory
  Stream<DynamicNode> oxenstored() throws Exception {
    return genuine(GenuineServer.Kind.OXENSTORED, "pyxs.cases");
  }

  @TestFactory
  Stream<DynamicNode> bothLanguagesOnXenstored() throws Exception {
    return genuine(GenuineServer.Kind.XENSTORED, "both.cases");
  }

  @TestFactory
  Stream<DynamicNode> bothLanguagesOnOxenstored() throws Exception {
    return genuine(GenuineServer.Kind.OXENSTORED, "both.cases");
  }

  @TestFactory
  Stream<DynamicNode> javaScriptOnXenstored() throws Exception {
    return genuine(GenuineServer.Kind.XENSTORED, "js.cases");
  }

  @TestFactory
  Stream<DynamicNode> javaScriptOnOxenstored() throws Exception {
    return genuine(GenuineServer.Kind.OXENSTORED, "js.cases");
  }

  @TestFactory
  Stream<DynamicNode> overXenBusOnXenstored() throws Exception {
    return genuine(GenuineServer.Kind.XENSTORED, "xenbus.cases");
  }

  @TestFactory
  Stream<DynamicNode> overXenBusOnOxenstored() throws Exception {
    return genuine(GenuineServer.Kind.OXENSTORED, "xenbus.cases");
  }

  @TestFactory
  Stream<DynamicNode> theGuideOfJavaScript() throws Exception {
    String page = Files.readString(Path.of("../docs/xenstore.md"));
    String guide = page.substring(page.indexOf("\n## JavaScript\n"));
    String code = "process.env.XENSTORED_PATH = 'socket';\n" + block(guide, "js");
    ContractCase one =
        new ContractCase(
            "the guide prints what it says",
            Map.of(GuestLanguage.JS, code),
            Map.of(GuestLanguage.JS, new ContractCase.Expected.Output(block(guide, "text"))));
    server = XenStoreServer.builder().socket(scratch.resolve("socket")).start();
    return tests(List.of(one));
  }

  private static String block(String page, String language) {
    String begin = "\n```" + language + "\n";
    int from = page.indexOf(begin) + begin.length();
    return page.substring(from, page.indexOf("\n```\n", from));
  }

  private Stream<DynamicNode> ours(String table) throws Exception {
    server = XenStoreServer.builder().socket(scratch.resolve("socket")).start();
    return cases(table, "");
  }

  private Stream<DynamicNode> genuine(GenuineServer.Kind kind, String table) throws Exception {
    GenuineServer.assumeKit();
    GenuineServer genuine = GenuineServer.start(kind, scratch);
    server = genuine;
    if (table.equals("xenbus.cases")) {
      bridge(genuine.socket());
    }
    return cases(table, kind.toString());
  }

  private Stream<DynamicNode> cases(String table, String peer) {
    return tests(CaseTable.read(PyxsContractTest.class, table, peer));
  }

  private Stream<DynamicNode> tests(List<ContractCase> cases) {
    return new SurfaceContract(
            "pyxs",
            cases,
            services -> List.of(new SocketsExtension(), new PyxsExtension()),
            scratch)
        .tests()
        .limit(GuestLanguage.values().length); // no service is between: one isolation tells all
  }
}
