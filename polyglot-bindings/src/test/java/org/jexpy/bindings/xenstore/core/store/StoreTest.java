package org.jexpy.bindings.xenstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.store.Bench.DOMAIN_5;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StoreTest {
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench();
  }

  @Test
  void aFreshStoreHasTheNodesOfTheToolstack() {
    assertThat(bench.now("ls", "/")).isEqualTo("tool");
    assertThat(bench.now("ls", "/tool")).isEqualTo("xenstored");
    assertThat(bench.now("perms", "/tool/xenstored")).isEqualTo("n0");
    assertThat(bench.now("read", "/")).isEmpty();
  }

  @Test
  void directoriesListInTheOrderOfCreationAndWritingAgainKeepsThePlace() {
    for (String name : List.of("b", "a", "n", "bin")) {
      bench.now("write", "/p/" + name, "1");
    }
    bench.now("write", "/p/b", "2");
    bench.now("mkdir", "/p/a");

    assertThat(bench.now("ls", "/p")).isEqualTo("b a n bin");
    assertThat(bench.now("read", "/p/a")).isEqualTo("1");
  }

  @ParameterizedTest
  @CsvSource({
    "rm, /, EINVAL",
    "rm, /none, OK",
    "rm, /none/none, ENOENT",
    "read, /none, ENOENT",
    "ls, /none, ENOENT",
    "perms, /none, ENOENT",
    "mkdir, /, OK",
    "mkdir, /tool, OK"
  })
  void someRequestsAreDecidedByWhatIsThere(String operation, String path, String answer) {
    assertThat(bench.now(operation, path)).isEqualTo(answer);
  }

  /** Domain 5 against nodes of domain 0, as recorded of C xenstored. */
  @ParameterizedTest
  @CsvSource({
    "n0, read, EACCES",
    "n0 r5, read, s",
    "n0 r5, write, EACCES",
    "n0 r5, below, EACCES",
    "n0 r5, rm, EACCES",
    "n0 w5, read, EACCES",
    "n0 w5, write, OK",
    "n0 b5, write, OK",
    "n0 b5, below, OK",
    "n0 b5, rm, OK",
    "r0, read, s",
    "r0, chmod, EACCES",
    "n5, chmod, OK",
    "b0 n5, read, EACCES",
    "n0 r6 r7, read, EACCES"
  })
  void permissionsDecide(String permissions, String operation, String answer) {
    bench.now("write", "/p/k", "s");
    bench.now("chmod", "/p/k", permissions);
    String[] words =
        switch (operation) {
          case "below" -> new String[] {"write", "/p/k/kid", "x"};
          case "chmod" -> new String[] {"chmod", "/p/k", "n5"};
          default -> new String[] {operation, "/p/k", "x"};
        };

    assertThat(bench.now(DOMAIN_5, words)).isEqualTo(answer);
  }

  @Test
  void whetherANodeIsMissingIsToldToThoseOnlyWhoMayLook() {
    bench.now("write", "/home/x", "");
    bench.now("chmod", "/home", "n5");

    assertThat(bench.now(DOMAIN_5, "read", "/nope")).isEqualTo("EACCES");
    assertThat(bench.now(DOMAIN_5, "read", "/home/nope/nope")).isEqualTo("ENOENT");
    assertThat(bench.now(DOMAIN_5, "rm", "/nope")).isEqualTo("EACCES");
    assertThat(bench.now(DOMAIN_5, "rm", "/home/nope")).isEqualTo("OK");
  }

  @Test
  void newNodesInheritAllPermissionsAndAnUnprivilegedCreatorOwnsThem() {
    bench.now("write", "/p", "");
    bench.now("chmod", "/p", "n0 b5 r6");
    bench.now("write", "/p/zero", "");
    bench.now(DOMAIN_5, "write", "/p/five/x", "");

    assertThat(bench.now("perms", "/p/zero")).isEqualTo("n0 b5 r6");
    assertThat(bench.now("perms", "/p/five/x")).isEqualTo("n5 b5 r6");
    assertThat(bench.now(DOMAIN_5, "chmod", "/p/five", "n0")).isEqualTo("EPERM");
  }

  @Test
  void aTargetsRightsAreThoseOfWhoActsForIt() {
    bench.now("write", "/p", "s");
    Caller stub = new Caller(6, OptionalInt.of(5), Quotas.DEFAULT);
    bench.now("chmod", "/p", "n5");
    assertThat(bench.now(stub, "write", "/p", "t")).isEqualTo("OK");
    bench.now("chmod", "/p", "n0 r5");
    assertThat(bench.now(stub, "read", "/p")).isEqualTo("t");
    assertThat(bench.now(stub, "write", "/p", "u")).isEqualTo("EACCES");
  }

  @Test
  void anEntryOfADomainThatIsNotThereIsShownButOfNoUseLater() {
    bench.now("write", "/p", "s");
    bench.now("chmod", "/p", "n0 b7");
    Caller later = new Caller(7, OptionalInt.empty(), Quotas.DEFAULT);

    assertThat(bench.now("perms", "/p")).isEqualTo("n0 b7");
    assertThat(bench.now(later, "read", "/p")).isEqualTo("EACCES");
  }

  @Test
  void aDomainThatLeavesTakesItsNodesAndRightsWithIt() {
    bench.now("write", "/home/data/x", "");
    bench.now("chmod", "/home", "n5");
    bench.now("write", "/other/mine", "");
    bench.now("chmod", "/other", "n0 b5");
    bench.now("chmod", "/other/mine", "n5");
    bench.now("special", "@introduceDomain", "n0 r5");
    bench.store().accept(Departure.of(bench.store().state(), 5));

    assertThat(bench.now("ls", "/")).isEqualTo("tool other");
    assertThat(bench.now("ls", "/other")).isEmpty();
    assertThat(bench.now("perms", "/other")).isEqualTo("n0 b5");
    assertThat(bench.now(DOMAIN_5, "read", "/other")).isEqualTo("EACCES");
    assertThat(bench.store().state().owned(5)).isZero();
    assertThat(bench.store().state().specials().get("@introduceDomain"))
        .as("shown, and of no use")
        .hasToString("n0 r5")
        .matches(permissions -> permissions.of(5) == Access.NONE);
  }

  @Test
  void theQuotasOfADomainAreThoseOfC() {
    bench.now("mkdir", "/home");
    bench.now("chmod", "/home", "n5");
    bench.now("mkdir", "/home/data");
    for (String name : List.of("x", "y", "sz")) {
      bench.now("mkdir", "/home/data/" + name);
    }
    assertThat(bench.now(DOMAIN_5, "write", "/home/data/sz", "x".repeat(1900))).isEqualTo("OK");
    assertThat(bench.now(DOMAIN_5, "write", "/home/data/sz", "x".repeat(2100))).isEqualTo("ENOSPC");
    int made = 0;
    while (bench.now(DOMAIN_5, "write", "/home/data/q" + made, "x").equals("OK")) {
      made++;
    }
    assertThat(made).as("names that fit into a node").isEqualTo(423);
    String path = "/home";
    while (bench.now(DOMAIN_5, "mkdir", path + "/d").equals("OK")) {
      path += "/d";
    }
    assertThat(bench.store().state().owned(5)).isEqualTo(1000);
    assertThat(bench.now("mkdir", path + "/d")).as("domain 0").isEqualTo("OK");
  }

  @Test
  void aLargeDirectoryComesInPartsThatFit() {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 900; i++) {
      bench.now("mkdir", "/many/child%03d".formatted(i));
      names.append("child%03d ".formatted(i));
    }
    assertThat(bench.now("ls", "/many")).isEqualTo("E2BIG");
    StringBuilder parts = new StringBuilder();
    while (parts.length() < names.length()) {
      String part = bench.now("part", "/many", Integer.toString(parts.length()));
      parts.append(part.substring(part.indexOf(' ') + 1)).append(' ');
    }
    assertThat(parts).hasToString(names.toString());
    assertThat(bench.now("part", "/many", "4")).contains(" d000 child001 ");
    assertThat(bench.now("part", "/many", "8100")).matches("\\d+");
    assertThat(bench.now("part", "/many", "-1")).matches("\\d+");
  }

  /** The same random changes to a plain sorted map; domain 0, so that permissions do not matter. */
  @Test
  void theTreeIsWhatAPlainMapIsWhateverHappens() {
    Random random = new Random(5);
    Map<String, String> model = new TreeMap<>(Map.of("/", "", "/tool", "", "/tool/xenstored", ""));
    for (int step = 0; step < 5000; step++) {
      StringBuilder built = new StringBuilder();
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        built.append('/').append((char) ('a' + random.nextInt(5)));
      }
      String path = built.toString();
      String value = Integer.toString(step);
      switch (random.nextInt(5)) {
        case 0 -> {
          boolean fine = model.containsKey(Paths.parent(path));
          assertThat(bench.now("rm", path)).isEqualTo(fine ? "OK" : "ENOENT");
          model.keySet().removeIf(key -> key.equals(path) || key.startsWith(path + "/"));
        }
        case 1 -> {
          bench.now("mkdir", path);
          ancestors(path).forEach(one -> model.putIfAbsent(one, ""));
        }
        case 2 -> {
          if (model.containsKey(path)) {
            bench.now("chmod", path, random.nextBoolean() ? "n5" : "n0 r5");
          }
        }
        default -> {
          bench.now("write", path, value);
          ancestors(path).forEach(one -> model.putIfAbsent(one, ""));
          model.put(path, value);
        }
      }
      assertThat(bench.now("read", path)).isEqualTo(model.getOrDefault(path, "ENOENT"));
      if (step % 100 == 0) {
        assertThat(flat()).isEqualTo(model);
      }
    }
    assertThat(flat()).isEqualTo(model);
  }

  private static List<String> ancestors(String path) {
    List<String> all = new ArrayList<>();
    for (String one = path; !one.equals("/"); one = Paths.parent(one)) {
      all.add(one);
    }
    return all;
  }

  /** All nodes with their values; counts by the way. */
  private Map<String, String> flat() {
    Map<String, String> all = new TreeMap<>();
    int owned = collect("/", bench.store().state().root(), all);
    assertThat(bench.store().state().owned(5)).isEqualTo(owned);
    return all;
  }

  private static int collect(String path, Node node, Map<String, String> all) {
    all.put(path, new String(node.value(), StandardCharsets.ISO_8859_1));
    int owned = node.permissions().owner() == 5 ? 1 : 0;
    for (Child child : node.children().inOrder()) {
      owned += collect((path.equals("/") ? "" : path) + "/" + child.name(), child.node(), all);
    }
    return owned;
  }

  @Test
  void permissionsAreCheckedBeforeTheyAreSet() {
    StoreOperations does =
        new StoreOperations(new Draft(bench.store().state()), DOMAIN_5, domain -> domain < 6);

    assertThat(does.known(new Permissions(6, Access.NONE, List.of()))).isNull();
  }
}
