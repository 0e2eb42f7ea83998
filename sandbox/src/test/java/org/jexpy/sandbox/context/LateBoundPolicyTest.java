package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.resource.OwnedResources;
import org.junit.jupiter.api.Test;

class LateBoundPolicyTest {
  private final LateBoundPolicy policy = new LateBoundPolicy();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private GuestPolicy open(Map<String, String> environment) {
    return new GuestPolicy(
        AccessGate.of(PermissionSet.all()),
        path -> true,
        environment,
        new GuestStreams(
            new ByteArrayInputStream("in".getBytes(StandardCharsets.UTF_8)), out, err, true, true),
        Path.of("/tmp"),
        new OwnedResources());
  }

  @Test
  void beforeTheHandOverEverythingIsClosed() throws IOException {
    for (Permission permission : Permission.values()) {
      assertThat(policy.get().gate().allows(permission, "/")).isFalse();
    }
    assertThat(policy.get().implicitReads()).isSameAs(ReadGrant.NOTHING);
    assertThat(policy.get().environment()).isEmpty();
    assertThat(policy.in().read()).isEqualTo(-1);
    policy.out().write("lost".getBytes(StandardCharsets.UTF_8));
    assertThat(out.size()).isZero();
  }

  @Test
  void streamsMadeBeforeTheHandOverLeadToTheNewOwnerAfterwards() throws IOException {
    var stdin = policy.in();
    var stdout = policy.out();
    var stderr = policy.err();
    policy.bind(open(Map.of()));
    assertThat(stdin.available()).isEqualTo(2);
    assertThat(stdin.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("in");
    stdout.write('o');
    stdout.write("ut".getBytes(StandardCharsets.UTF_8));
    stdout.flush();
    stderr.write("err".getBytes(StandardCharsets.UTF_8));
    assertThat(out).hasToString("out");
    assertThat(err).hasToString("err");
  }

  @Test
  void aContextIsHandedOverOnce() {
    policy.bind(open(Map.of()));
    assertThatIllegalStateException()
        .isThrownBy(() -> policy.bind(open(Map.of())))
        .withMessageContaining("cannot be handed over twice");
  }

  @Test
  void theEnvironmentIsCopied() {
    Map<String, String> environment = new HashMap<>(Map.of("A", "1"));
    policy.bind(open(environment));
    environment.put("B", "2");
    assertThat(policy.get().environment()).containsOnlyKeys("A");
  }
}
