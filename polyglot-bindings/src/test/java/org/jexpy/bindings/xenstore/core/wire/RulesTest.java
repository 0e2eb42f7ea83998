package org.jexpy.bindings.xenstore.core.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths, permissions, numbers and errors, as C xenstored takes them. */
final class RulesTest {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/p", "/p/a@b-_", "/local/domain/0/rel", "/@x", "/-/_"})
  void theseAreNodes(String path) {
    assertThat(PathRules.valid(path)).isTrue();
    assertThat(PathRules.validWatch(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p", "/p/", "//", "/p//a", "/p/%", "/p/.", "/p/ ", "/p/\u00c3\u00a9", "/a\n"})
  void theseAreNot(String path) {
    assertThat(PathRules.valid(path)).isFalse();
    assertThat(PathRules.validWatch(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"@releaseDomain", "@foo", "@", "@ %/"})
  void anythingSpecialCanBeWatchedOnly(String path) {
    assertThat(PathRules.valid(path)).isFalse();
    assertThat(PathRules.validWatch(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/, 2048, true",
    "/, 2049, false",
    "/local/domain/0/, 2064, true",
    "/local/domain/0/, 2065, false",
    "/local/domain/65535/, 2068, true",
    "/local/domain/65535/, 2069, false",
    // Six digits are no domain.
    "/local/domain/123456/, 2049, false",
    "/local/domain/x/, 2049, false",
    "@, 2048, true",
    "@, 2049, false"
  })
  void theHomeOfADomainDoesNotCount(String front, int length, boolean valid) {
    String path = front + "y".repeat(length - front.length());

    assertThat(PathRules.validWatch(path)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a",
    "@x, @x",
    "rel, /local/domain/5/rel",
    "a/b, /local/domain/5/a/b",
    "'', /local/domain/5/"
  })
  void relativePathsAreBelowTheHome(String given, String absolute) {
    assertThat(PathRules.absolute(given, 5)).isEqualTo(absolute);
  }

  @ParameterizedTest
  @CsvSource({
    "n0, n0",
    "b0, b0",
    "n0 r1 w2 b3, n0 r1 w2 b3",
    "b0 n0 r0, b0 n0 r0",
    "r-1, r4294967295",
    "r0x10, r16",
    "r010, r8",
    "'r+7', r7",
    "w999999, w999999",
    "r99999999999999999999, r4294967295"
  })
  void permissionsAreAsCReadsThem(String given, String written) {
    assertThat(Permissions.parse(Arrays.asList(given.split(" ")))).hasToString(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x0", "r", "", "r1x", "r-", "r0x", "0", "R1", "n0 x"})
  void theseAreNoPermissions(String given) {
    assertThat(Permissions.parse(Arrays.asList(given.split(" ", -1)))).isNull();
    assertThat(Permissions.parse(List.of())).isNull();
  }

  @Test
  void theOwnerMayAllAndTheFirstEntryCounts() {
    Permissions permissions =
        new Permissions(
            5,
            Access.READ,
            List.of(
                new Permissions.Entry(6, Access.NONE, false),
                new Permissions.Entry(6, Access.BOTH, false),
                new Permissions.Entry(7, Access.BOTH, true)));

    assertThat(permissions.of(5)).isEqualTo(Access.BOTH);
    assertThat(permissions.of(6)).isEqualTo(Access.NONE);
    assertThat(permissions.of(7)).as("a stale entry").isEqualTo(Access.READ);
    assertThat(permissions.of(8)).isEqualTo(Access.READ);
    assertThat(permissions.ownedBy(6).of(6)).isEqualTo(Access.BOTH);
    assertThat(permissions.size()).isEqualTo(4);
    assertThat(permissions).hasToString("r5 n6 b6 b7");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "007, 7",
    "abc, 0",
    "-1, -1",
    "70000, 70000",
    "1x, 1",
    "0x10, 0",
    "'  12', 12",
    "4294967295, -1",
    "99999999999999999999, -1",
    "-99999999999999999999, 0",
    "'', 0",
    "-, 0"
  })
  void leadingNumbersAreThoseOfAtoi(String text, int number) {
    assertThat(CNumber.leading(text)).isEqualTo(number);
  }

  @Test
  void accessesIncludeEachOther() {
    for (Access access : Access.values()) {
      assertThat(Access.of(access.letter())).isEqualTo(access);
      assertThat(access.includes(Access.NONE)).isTrue();
      assertThat(Access.BOTH.includes(access)).isTrue();
    }
    assertThat(Access.READ.includes(Access.WRITE)).isFalse();
    assertThat(Access.WRITE.includes(Access.BOTH)).isFalse();
  }

  @Test
  void errorsCrossByName() {
    for (Errno errno : Errno.values()) {
      assertThat(Errno.ofPayload(errno.payload())).isEqualTo(errno);
    }
    assertThat(Errno.ofPayload(new byte[] {'E', 'I', 'O'})).isEqualTo(Errno.EIO);
    assertThat(Errno.ofName("EQUOTA")).isNull();
    assertThat(Errno.ofPayload(Payload.empty())).isNull();
    assertThat(Errno.ENOENT.number()).isEqualTo(2);
    assertThat(Errno.ENOENT.text()).isEqualTo("No such file or directory");
  }

  @Test
  void operationsHaveTheNumbersOfTheProtocol() {
    assertThat(IntStream.rangeClosed(0, 22).mapToObj(Operation::of))
        .extracting(operation -> operation == null ? -1 : operation.number())
        .containsExactly(
            0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, -1, 21, 22);
    assertThat(Operation.of(-1)).isNull();
    assertThat(Operation.of(23)).isNull();
    assertThat(Operation.of(65535)).isNull();
  }
}
