package org.jexpy.bindings.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.GuestLanguage;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The harness notices what differs, and says where. */
@Timeout(120)
final class SurfaceContractTest {
  @TempDir Path scratch;

  @Test
  void anotherTranscriptFailsWithSurfaceCaseLanguageAndIsolation() {
    assertThatThrownBy(() -> run("console.log(1);", new ContractCase.Expected.Output("2")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("surface sample, case 'it differs', JavaScript, isolation CONTEXT")
        .hasMessageContaining("console.log(1);");
  }

  @Test
  void anotherErrorFails() {
    var expected = new ContractCase.Expected.Failure("TypeError: no");

    assertThatThrownBy(() -> run("throw new Error('no');", expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("Error: no");
  }

  @Test
  void anErrorThatDoesNotHappenFails() {
    var expected = new ContractCase.Expected.Failure("Error: no");

    assertThatThrownBy(() -> run("console.error('Error: no');", expected))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("status: 0");
  }

  private void run(String code, ContractCase.Expected expected) throws Throwable {
    ContractCase one =
        new ContractCase(
            "it differs", Map.of(GuestLanguage.JS, code), Map.of(GuestLanguage.JS, expected));
    List<DynamicNode> nodes =
        new SurfaceContract("sample", List.of(one), services -> List.of(), scratch)
            .tests()
            .toList();
    for (DynamicNode node : nodes) {
      if (node instanceof DynamicContainer container) {
        for (DynamicNode test : container.getChildren().toList()) {
          ((DynamicTest) test).getExecutable().execute();
        }
      }
    }
  }
}
