package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What domains see, may do and may have, as recorded of C xenstored. */
final class DomainsTest {
  private final Set<Integer> declared = new HashSet<>(Set.of(5, 6));
  private Engine engine;
  private Client one;
  private Client other;

  @BeforeEach
  void open() throws Exception {
    engine = Client.engine(StoreBackend.memory(), declared);
    one = new Client(engine, 0);
    other = new Client(engine, 0);
    one.ask(WRITE, "/p/a|v1");
  }

  @Test
  void aDomainSeesWhatItMayAndNoMore() {
    other.ask(WATCH, "@introduceDomain|i|");
    other.ask(WATCH, "@releaseDomain|r|");
    other.events();
    assertThat(one.ask(INTRODUCE, "5|1|3|")).isEqualTo("OK|");
    assertThat(one.ask(INTRODUCE, "5|1|3|")).isEqualTo("OK|");
    assertThat(other.events()).as("once").containsExactly("@introduceDomain|i|");
    one.ask(WRITE, "/local/domain/5|");
    one.ask(SET_PERMS, "/local/domain/5|n5|");
    one.ask(WRITE, "/p/priv/k|s");
    Client guest = new Client(engine, 5);

    assertThat(guest.ask(WRITE, "data/x|hello")).isEqualTo("OK|");
    assertThat(guest.ask(READ, "/local/domain/5/data/x|")).isEqualTo("hello");
    assertThat(guest.ask(READ, "/p/priv/k|")).isEqualTo("EACCES");
    assertThat(guest.ask(READ, "/p/priv/none|")).isEqualTo("EACCES");
    for (Operation operation :
        List.of(CONTROL, INTRODUCE, RELEASE, RESUME, SET_TARGET, IS_DOMAIN_INTRODUCED)) {
      assertThat(guest.ask(operation, "5|")).isEqualTo("EACCES");
    }
    assertThat(guest.ask(GET_DOMAIN_PATH, "5|")).isEqualTo("/local/domain/5|");
    assertThat(guest.ask(SET_PERMS, "@releaseDomain|n5|")).isEqualTo("EACCES");
    guest.ask(WATCH, "data|rt|");
    guest.ask(WATCH, "/p/priv/k|pk|");
    guest.ask(WATCH, "@releaseDomain|rd|");
    assertThat(guest.events()).as("the first events of all").hasSize(3);
    one.ask(WRITE, "/p/priv/k|zz");
    one.ask(WRITE, "/local/domain/5/data/y|");
    assertThat(guest.events()).containsExactly("data/y|rt|");

    assertThat(one.ask(SET_TARGET, "5|0|")).isEqualTo("OK|");
    assertThat(guest.ask(READ, "/p/priv/k|")).isEqualTo("zz");

    other.ask(WATCH, "/local/domain/5|x|");
    other.ask(WATCH, "/local/domain/5/data/x|x|");
    other.ask(WATCH, "/local/domain|up|");
    other.events();
    assertThat(one.ask(RELEASE, "5|")).isEqualTo("OK|");
    assertThat(guest.closed()).isEqualTo("domain 5 was released");
    assertThat(other.events())
        .containsExactly("/local/domain/5/data/x|x|", "/local/domain/5|x|", "@releaseDomain|r|");
    assertThat(one.ask(IS_DOMAIN_INTRODUCED, "5|")).isEqualTo("F|");
    assertThat(one.ask(DIRECTORY, "/local/domain|")).isEmpty();
    assertThat(one.ask(RELEASE, "5|")).isEqualTo("ENOENT");
  }

  @Test
  void whoCouldReadANodeUntilNowIsToldThatItIsTakenAway() {
    one.ask(INTRODUCE, "5|1|3|");
    one.ask(SET_PERMS, "/p/a|n0|r5|");
    Client guest = new Client(engine, 5);
    guest.ask(WATCH, "/p/a|t|");
    guest.events();
    one.ask(SET_PERMS, "/p/a|n0|");
    one.ask(SET_PERMS, "/p/a|n0|");

    assertThat(guest.events()).containsExactly("/p/a|t|");
  }

  @Test
  void aDomainsQuotasAreThoseOfC() {
    one.ask(INTRODUCE, "5|1|3|");
    one.ask(WRITE, "/local/domain/5|");
    one.ask(SET_PERMS, "/local/domain/5|n5|");
    Client guest = new Client(engine, 5);
    int watches = 0;
    while (guest.ask(WATCH, "data/w" + watches + "|t|").equals("OK|")) {
      watches++;
    }
    int transactions = 0;
    while (guest.ask(TRANSACTION_START, "|").endsWith("|")) {
      transactions++;
    }
    assertThat(watches).isEqualTo(129);
    assertThat(guest.ask(WATCH, "more|t|")).isEqualTo("E2BIG");
    assertThat(transactions).isEqualTo(11);
    assertThat(guest.ask(TRANSACTION_START, "|")).isEqualTo("ENOSPC");
    Client second = new Client(engine, 5);
    assertThat(second.ask(TRANSACTION_START, "|")).as("of all connections").isEqualTo("ENOSPC");
    assertThat(second.ask(WATCH, "more|t|")).isEqualTo("E2BIG");
    guest.ask(WRITE, "x|");
    assertThat(guest.ask(SET_PERMS, "x|n5|r6|r7|r8|r9|r10|")).isEqualTo("ENOSPC");
    assertThat(one.ask(CONTROL, "quota|5|"))
        .contains("nodes           :        2|".replace("|", "\n"))
        .contains("watches         :      129|".replace("|", "\n"));
    one.ask(CONTROL, "quota|set|permissions|6|");
    assertThat(guest.ask(SET_PERMS, "x|n5|r6|r7|r8|r9|r10|")).isEqualTo("OK|");
    assertThat(guest.ask(RESET_WATCHES, "")).isEqualTo("OK|");
    assertThat(guest.ask(TRANSACTION_START, "|")).isEqualTo("12|");
  }

  @Test
  void aDomainThatGoesAwayIsToldOfWhenSomebodyLooks() {
    one.ask(INTRODUCE, "6|1|3|");
    other.ask(WATCH, "@releaseDomain|r|");
    other.events();
    engine.domainsChanged();
    assertThat(other.events()).isEmpty();
    declared.remove(6);
    engine.domainsChanged();
    engine.domainsChanged();

    assertThat(other.events()).containsExactly("@releaseDomain|r|");
    assertThat(one.ask(IS_DOMAIN_INTRODUCED, "6|")).isEqualTo("F|");
  }
}
