package org.jexpy.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessGateTest {
  private final AccessGate gate =
      AccessGate.of(
          PermissionSet.none()
              .allow(Permission.ENV)
              .deny(Permission.ENV, List.of("SECRET"))
              .allow(Permission.READ, List.of("/srv")));

  @Test
  void aRefusalNamesTheFlagThatWouldGrantIt() {
    var refused =
        catchThrowableOfType(
            AccessRefusedException.class, () -> gate.check(Permission.READ, "/etc/passwd"));
    assertThat(refused)
        .hasMessage(
            "read access to '/etc/passwd' is not granted; run again with --allow-read=/etc/passwd");
    assertThat(refused.permission()).isEqualTo(Permission.READ);
    assertThat(refused.resource()).isEqualTo("/etc/passwd");
  }

  @Test
  void aDenialNamesTheFlagThatDenies() {
    assertThatThrownBy(() -> gate.check(Permission.ENV, "SECRET"))
        .hasMessage("access to environment variable 'SECRET' is denied by --deny-env");
    assertThat(gate.denies(Permission.ENV, "SECRET")).isTrue();
    assertThat(gate.denies(Permission.READ, "/etc/passwd")).isFalse();
  }

  @Test
  void aReservedFileIsRefusedByItsReasonAndOnlyAsAFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.toRealPath().resolve("lock"), "");
    PermissionSet all = PermissionSet.all();
    PermissionSet reserving = all.reserve(file, "belongs to a test").allow(Permission.READ);
    AccessGate keeps = AccessGate.of(reserving);

    assertThatThrownBy(() -> keeps.check(Permission.WRITE, file.toString()))
        .hasMessage("write access to '%s' is refused: it belongs to a test".formatted(file));
    assertThat(keeps.takeLastRefusal()).isPresent();
    assertThat(keeps.denies(Permission.READ, file.toString())).isTrue();
    assertThat(keeps.reserves(file.toString())).isTrue();
    assertThat(keeps.reserves(file + "2")).isFalse();
    assertThat(keeps.allows(Permission.RUN, file.toString())).isTrue();
    assertThat(all.restrictsFiles()).isFalse();
    assertThat(reserving.restrictsFiles()).isTrue();
  }

  @Test
  void aReservedFileThatIsMadeLaterIsKnownWhereverItGoes(@TempDir Path folder) throws IOException {
    Path before = folder.toRealPath().resolve("before");
    Path after = before.resolveSibling("after");
    Path file = before.resolve("lock");
    AccessGate keeps = AccessGate.of(PermissionSet.all().reserve(file, "belongs to a test"));
    assertThat(keeps.denies(Permission.WRITE, file.toString())).isTrue();
    Files.createDirectory(before);
    Files.writeString(file, "");

    keeps.check(Permission.WRITE, before.toString());
    Files.move(before, after);

    assertThat(keeps.denies(Permission.WRITE, after.resolve("lock").toString())).isTrue();
  }

  @Test
  void aPermissionWithoutValuesIsNamedWithoutOne() {
    assertThatThrownBy(() -> gate.check(Permission.THREADS, "threads"))
        .hasMessage("starting threads is not granted; run again with --allow-threads");
  }

  @Test
  void whatIsAllowedPasses() {
    gate.check(Permission.ENV, "HOME");
    gate.check(Permission.READ, "/srv/file");
    assertThat(gate.allowsSome(Permission.READ)).isTrue();
    assertThat(gate.allowsSome(Permission.NET)).isFalse();
    assertThat(gate.takeLastRefusal()).isEmpty();
  }

  @Test
  void theLastRefusalIsHandedOutOnceAndToItsOwnThread() {
    assertThatThrownBy(() -> gate.check(Permission.NET, "a:1")).isNotNull();
    assertThatThrownBy(() -> gate.check(Permission.NET, "b:1")).isNotNull();
    assertThat(CompletableFuture.supplyAsync(gate::takeLastRefusal).join()).isEmpty();
    assertThat(gate.takeLastRefusal()).hasValueSatisfying(text -> assertThat(text).contains("b:1"));
    assertThat(gate.takeLastRefusal()).isEmpty();
  }

  @Test
  void theClosedGateRefusesEverything() {
    for (Permission permission : Permission.values()) {
      assertThat(AccessGate.CLOSED.allows(permission, "/x")).isFalse();
      assertThat(AccessGate.CLOSED.allowsSome(permission)).isFalse();
    }
  }
}
