package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What of a child its guest decides. */
@Timeout(60)
class ChildProgramsTest {
  private static final PermissionSet ENV_ONLY =
      PermissionSet.none().allow(Permission.RUN, List.of("env"));

  private static String env(PermissionSet permissions, Map<String, String> environment)
      throws Exception {
    try (OwnedResources resources = new OwnedResources()) {
      var programs =
          new ChildPrograms(
              new GuestPolicy(
                  AccessGate.of(permissions),
                  ReadGrant.NOTHING,
                  Map.of(),
                  GuestPolicy.CLOSED.streams(),
                  Path.of("/"),
                  resources));
      Process child = programs.start(List.of("env"), environment, "");
      String printed = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(child.waitFor()).isZero();
      return printed;
    }
  }

  @Test
  void aChildHasTheVariablesThatItIsGivenAndNoOthers() throws Exception {
    assertThat(env(ENV_ONLY, Map.of("A", "b"))).isEqualTo("A=b\n");
  }

  @Test
  void whoMayStartOneProgramLoadsNothingIntoIt() {
    assertThatThrownBy(() -> env(ENV_ONLY, Map.of("LD_PRELOAD", "/tmp/mine.so")))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessage(
            "starting program 'env' is refused: it would load other code by 'LD_PRELOAD=/tmp/mine.so'; that takes --allow-run without bounds");
  }

  @Test
  void whoMayStartAllMayDoThatToo() throws Exception {
    assertThat(
            env(PermissionSet.none().allow(Permission.RUN), Map.of("LD_LIBRARY_PATH", "/nowhere")))
        .isEqualTo("LD_LIBRARY_PATH=/nowhere\n");
  }
}
