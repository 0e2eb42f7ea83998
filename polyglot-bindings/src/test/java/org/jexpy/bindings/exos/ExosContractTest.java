package org.jexpy.bindings.exos;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.bindings.exos.core.StandaloneProcess;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.bindings.testkit.CaseTable;
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
    return new SurfaceContract(
            "exos",
            CaseTable.read(ExosContractTest.class, "system.cases"),
            ExosContractTest::standalone,
            scratch)
        .tests();
  }

  @TestFactory
  Stream<DynamicNode> failuresOfTheService() {
    return new SurfaceContract(
            "exos",
            CaseTable.read(ExosContractTest.class, "failures.cases"),
            ExosContractTest::failing,
            scratch)
        .tests();
  }

  private static List<GuestExtension> standalone() {
    ExosProcess process = new ExosProcess(new StandaloneProcess(), false);
    return List.of(new ExosExtension(services -> process));
  }

  private static List<GuestExtension> failing() {
    ExosProcess process = new ExosProcess(new FailingControl(), true);
    return List.of(new ExosExtension(services -> process));
  }
}
