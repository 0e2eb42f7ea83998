package org.jexpy.bindings.exos;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jexpy.bindings.exos.core.ProcessControl;
import org.jexpy.bindings.exos.core.StandaloneProcess;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
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

  private static List<GuestExtension> standalone(Services services) {
    return exos(services.of(ProcessControl.class, new StandaloneProcess()), false);
  }

  /** What fails is the way to the manager, so nothing stands between it and the script. */
  private static List<GuestExtension> failing(Services services) {
    return exos(new FailingControl(), true);
  }

  private static List<GuestExtension> exos(ProcessControl control, boolean managed) {
    ExosProcess process = new ExosProcess(control, managed);
    return List.of(new ExosExtension(guest -> process));
  }
}
