package org.jexpy.bindings.xenstore.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransactionTest {
  private Bench bench;

  @BeforeEach
  void open() throws Exception {
    bench = new Bench();
    bench.now("write", "/t/k", "a");
    bench.now("write", "/t/o", "a");
  }

  /** In the transaction; by others; in the transaction again; the commit; what k is then. */
  @ParameterizedTest
  @CsvSource({
    "read k,           write k X, '',                 EAGAIN, X",
    "read k|write o 1, write k X, '',                 EAGAIN, X",
    "write k T,        write k X, '',                 EAGAIN, X",
    "'',               write k X, write k T,          EAGAIN, X",
    "'',               write k X, read k,             EAGAIN, X",
    "'',               write k X, read k|write k T,   EAGAIN, X",
    "read k,           write k X, write k T,          EAGAIN, X",
    "write k T,        write o X, '',                 OK,     T",
    "ls .,             write new 1, write k T,        EAGAIN, a",
    "write mine 1,     write yours 1, '',             EAGAIN, a",
    "read miss,        write miss 1, write k T,       EAGAIN, a",
    "write k T,        rm ., '',                      EAGAIN, ENOENT",
    "rm k,             write k X, '',                 EAGAIN, X",
    "'',               rm k, rm k,                    EAGAIN, ENOENT",
    "read k,           write k a, '',                 EAGAIN, a",
    "chmod k n0,       write k X, '',                 EAGAIN, X",
    "read k,           write /zzz 1, '',              OK,     a",
    "write k T|read k, '', '',                        OK,     T",
    "write k T,        read k, '',                    OK,     T",
    "rm ., write k/deep/er 1, '',                     EAGAIN, a",
    "read k,           write k/kid 1, '',             EAGAIN, a",
    "read k,           rm k|write k a, '',            EAGAIN, a",
    "read o,           write k X, write n/e/w 1,      OK,     X",
    "rm none,          write other 1, '',             OK,     a",
    "write k T|rm k|write k U, write o 1, '',         OK,     U"
  })
  void theyConflictWhenOthersChangedWhatTheySaw(
      String inside, String outside, String again, String verdict, String k) {
    StoreTransaction transaction = bench.begin();
    words(inside).forEach(words -> Bench.in(transaction, words));
    words(outside).forEach(bench::now);
    words(again).forEach(words -> Bench.in(transaction, words));

    assertThat(bench.commit(transaction)).isEqualTo(verdict);
    assertThat(bench.now("read", "/t/k")).isEqualTo(k);
  }

  private static List<String[]> words(String steps) {
    List<String[]> all = new ArrayList<>();
    for (String step : steps.split("\\|", -1)) {
      if (!step.isBlank()) {
        String[] words = step.strip().split(" ", -1);
        words[1] =
            words[1].equals(".") ? "/t" : words[1].startsWith("/") ? words[1] : "/t/" + words[1];
        all.add(words);
      }
    }
    return all;
  }

  @Test
  void whatItSeesIsAsAtItsStartButForItsOwnChanges() {
    StoreTransaction transaction = bench.begin();
    bench.now("write", "/t/k", "X");
    bench.now("rm", "/t/o");

    assertThat(Bench.in(transaction, "read", "/t/k")).isEqualTo("a");
    assertThat(Bench.in(transaction, "ls", "/t")).isEqualTo("k o");
    assertThat(Bench.in(transaction, "write", "/t/k", "T")).isEqualTo("OK");
    assertThat(Bench.in(transaction, "read", "/t/k")).isEqualTo("T");
    assertThat(bench.now("read", "/t/k")).isEqualTo("X");
  }

  @Test
  void theCommitMayBeTriedAgain() {
    StoreTransaction first = bench.begin();
    bench.now("write", "/t/k", "X");
    Bench.in(first, "write", "/t/k", "T");
    assertThat(bench.commit(first)).isEqualTo("EAGAIN");
    StoreTransaction second = bench.begin();
    assertThat(Bench.in(second, "read", "/t/k")).isEqualTo("X");
    Bench.in(second, "write", "/t/k", "T");

    assertThat(bench.commit(second)).isEqualTo("OK");
    assertThat(bench.now("read", "/t/k")).isEqualTo("T");
  }

  @Test
  void ofADomainItIsLimited() {
    bench.now("chmod", "/t", "n5");
    StoreTransaction transaction = bench.begin();
    for (int i = 0; i < 1022; i++) {
      assertThat(Bench.in(transaction, Bench.DOMAIN_5, "read", "/t/none" + i)).isEqualTo("ENOENT");
    }
    assertThat(Bench.in(transaction, Bench.DOMAIN_5, "mkdir", "/t/a/b/c"))
        .as("three to make, and the one above")
        .isEqualTo("ENOSPC");
    assertThat(Bench.in(transaction, Bench.DOMAIN_5, "read", "/t/none0"))
        .as("one that it knows")
        .isEqualTo("ENOENT");
    assertThat(Bench.in(transaction, Bench.DOMAIN_5, "read", "/t/new")).isEqualTo("ENOSPC");
    assertThat(Bench.in(transaction, "read", "/t/new")).as("domain 0").isEqualTo("ENOENT");
    assertThat(bench.commit(transaction)).isEqualTo("OK");
  }

  @Test
  void howOftenSomethingIsWrittenMakesItNoLarger() {
    bench.now("chmod", "/t", "n5");
    bench.now("chmod", "/t/k", "n5");
    StoreTransaction transaction = bench.begin();
    for (int i = 0; i < 5000; i++) {
      for (String key : List.of("/t/k", "/t/new/x")) {
        Bench.in(transaction, Bench.DOMAIN_5, "write", key, "v" + i);
        Bench.in(transaction, Bench.DOMAIN_5, "chmod", key, i % 2 == 0 ? "r5" : "n5");
      }
      Bench.in(transaction, Bench.DOMAIN_5, "mkdir", "/t/gone/below");
      Bench.in(transaction, Bench.DOMAIN_5, "rm", "/t/gone");
    }
    assertThat(transaction.edits()).hasSize(4);
    assertThat(bench.commit(transaction)).isEqualTo("OK");
    assertThat(bench.now("read", "/t/k")).isEqualTo("v4999");
    assertThat(bench.now("perms", "/t/new/x")).isEqualTo("n5");
  }

  /** What it keeps of its edits leads to what it sees, on its own base and on a later one. */
  @Test
  void whatIsLeftOfItsEditsComesToTheSame() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      StoreTransaction transaction = bench.begin();
      for (int step = 0; step < 60; step++) {
        StringBuilder path = new StringBuilder("/t");
        for (int depth = random.nextInt(3); depth >= 0; depth--) {
          path.append("/").append((char) ('a' + random.nextInt(3)));
        }
        String word = List.of("write", "mkdir", "rm", "chmod").get(random.nextInt(4));
        if (!word.equals("chmod") || transaction.seen().find(path.toString()) != null) {
          String more = word.equals("chmod") ? "n" + random.nextInt(3) : "v" + step;
          Bench.in(transaction, word, path.toString(), more);
        }
      }
      String seen = text(transaction.seen());
      assertThat(text(transaction.replayedOn(transaction.base()))).isEqualTo(seen);
      if (seed % 2 == 0) {
        bench.now("write", "/other", "" + seed);
      }
      assertThat(bench.commit(transaction)).isEqualTo("OK");
      assertThat(text(bench.store().state()).replaceFirst("other [^)]*\\)", ""))
          .isEqualTo(seen.replaceFirst("other [^)]*\\)", ""));
    }
  }

  private static String text(StoreState state) {
    StringBuilder text = new StringBuilder();
    add(text, "/", state.root());
    return text.toString();
  }

  private static void add(StringBuilder text, String name, Node node) {
    text.append(name).append(' ').append(node.permissions().texts());
    text.append(new String(node.value(), StandardCharsets.ISO_8859_1)).append('(');
    node.children().inOrder().forEach(child -> add(text, child.name(), child.node()));
    text.append(')');
  }

  @Test
  void whoIsToldOfDomainsIsPartOfIt() {
    StoreTransaction transaction = bench.begin();
    Bench.in(transaction, "special", "@releaseDomain", "n0 r5");
    assertThat(bench.store().state().specials().values()).containsOnly(Permissions.DEFAULT);
    assertThat(bench.commit(transaction)).isEqualTo("OK");
    assertThat(bench.store().state().specials().get("@releaseDomain")).hasToString("n0 r5");

    StoreTransaction late = bench.begin();
    bench.now("special", "@releaseDomain", "n0");
    Bench.in(late, "special", "@releaseDomain", "n0 r6");
    assertThat(bench.commit(late)).isEqualTo("EAGAIN");
  }

  @Test
  void oneThatWouldOwnTooMuchByNowIsRefused() {
    bench.now("chmod", "/t", "n5");
    StoreTransaction transaction = bench.begin();
    Bench.in(transaction, Bench.DOMAIN_5, "mkdir", "/t/x");
    for (int i = 0; i < 999; i++) {
      bench.now("mkdir", "/o" + i);
      bench.now("chmod", "/o" + i, "n5");
    }
    assertThat(bench.store().commit(transaction, Bench.DOMAIN_5))
        .isEqualTo(Outcome.refused(Errno.ENOSPC));
  }

  /** What is committed is as if the transactions had run one after the other. */
  @Test
  void counterIncrementsAreNeverLost() {
    Random random = new Random(9);
    Map<String, Integer> expected = new HashMap<>();
    List<StoreTransaction> open = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    int refused = 0;
    for (int step = 0; step < 3000; step++) {
      if (open.size() < 4) {
        StoreTransaction transaction = bench.begin();
        String key = "/c/k" + random.nextInt(6);
        String old = Bench.in(transaction, "read", key);
        int next = old.equals("ENOENT") ? 1 : Integer.parseInt(old) + 1;
        Bench.in(transaction, "write", key, Integer.toString(next));
        open.add(transaction);
        keys.add(key);
      } else {
        int at = random.nextInt(open.size());
        String key = keys.remove(at);
        if (bench.commit(open.remove(at)).equals("OK")) {
          expected.merge(key, 1, Integer::sum);
        } else {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
    expected.forEach(
        (key, count) -> assertThat(bench.now("read", key)).isEqualTo(count.toString()));
  }
}
