package org.jexpy.bindings.exos;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jexpy.bindings.testkit.CaseTable;
import org.jexpy.bindings.testkit.Services;
import org.jexpy.bindings.testkit.SurfaceContract;
import org.jexpy.sandbox.GuestExtension;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
final class ExosContractTest {
  @TempDir Path scratch;

  @TestFactory
  Stream<DynamicNode> systemFunctions() {
    return table("system.cases", FakeContainer::standalone);
  }

  @TestFactory
  Stream<DynamicNode> withoutContainer() {
    return table("standalone.cases", FakeContainer::standalone);
  }

  @TestFactory
  Stream<DynamicNode> commands() {
    return table("cli.cases", services -> FakeContainer.managed(services, scratch));
  }

  @TestFactory
  Stream<DynamicNode> loggersAndTraceBuffers() {
    return table("log.cases", services -> FakeContainer.managed(services, scratch));
  }

  @TestFactory
  Stream<DynamicNode> heartbeats() {
    return table("heartbeat.cases", services -> FakeContainer.managed(services, scratch));
  }

  @TestFactory
  Stream<DynamicNode> failuresOfTheServices() {
    return table("failures.cases", services -> FakeContainer.failing(scratch));
  }

  private Stream<DynamicNode> table(
      String name, Function<Services, List<GuestExtension>> extensions) {
    return new SurfaceContract(
            "exos", CaseTable.read(ExosContractTest.class, name), extensions, scratch)
        .tests();
  }
}
