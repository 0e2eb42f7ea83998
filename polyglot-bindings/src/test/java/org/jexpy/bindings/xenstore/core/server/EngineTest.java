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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of connections and watches, as recorded of C xenstored. */
final class EngineTest {
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

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "READ /p/a| v1",
        "READ /p/a EINVAL",
        "READ - EINVAL",
        "READ | EINVAL",
        "READ /p/a|x EINVAL",
        "READ /p/a|x| EINVAL",
        "READ /p/a|| EINVAL",
        "READ /p/zz| ENOENT",
        "READ /p/| EINVAL",
        "READ p//a| EINVAL",
        "READ @releaseDomain| EINVAL",
        "READ name| ENOENT",
        "WRITE /p/b EINVAL",
        "WRITE rel|x OK|",
        "WRITE @foo|x EINVAL",
        "MKDIR /p/x EINVAL",
        "RM /| EINVAL",
        "DIRECTORY /p| a|",
        "DIRECTORY_PART /p| EINVAL",
        "DIRECTORY_PART /nope|0| ENOENT",
        "GET_PERMS /p/a| n0|",
        "GET_PERMS @releaseDomain| EINVAL",
        "SET_PERMS /p/a| EINVAL",
        "SET_PERMS /p/a|x0| EINVAL",
        "SET_PERMS /p/a|r-1| ENOENT",
        "SET_PERMS /p/a|n7| ENOENT",
        "SET_PERMS /p/a|n0 EINVAL",
        "SET_PERMS /nope|n0| ENOENT",
        "SET_PERMS @releaseDomain|n0|r1| OK|",
        "SET_PERMS @foo|n0| EINVAL",
        "WATCH /p/w| EINVAL",
        "WATCH /p/w|tok3 EINVAL",
        "WATCH /p/w|a|b| EINVAL",
        "WATCH /p/w/|t| EINVAL",
        "WATCH @foo|t| OK|",
        "UNWATCH /p/w|t| ENOENT",
        "TRANSACTION_START | 1|",
        "TRANSACTION_END T| ENOENT",
        "TRANSACTION_END X| EINVAL",
        "GET_DOMAIN_PATH 007| /local/domain/7|",
        "GET_DOMAIN_PATH abc| /local/domain/0|",
        "GET_DOMAIN_PATH -1| /local/domain/4294967295|",
        "GET_DOMAIN_PATH 70000| /local/domain/70000|",
        "GET_DOMAIN_PATH 1 EINVAL",
        "IS_DOMAIN_INTRODUCED 0| T|",
        "IS_DOMAIN_INTRODUCED 999| F|",
        "IS_DOMAIN_INTRODUCED 32752| T|",
        "IS_DOMAIN_INTRODUCED x| T|",
        "IS_DOMAIN_INTRODUCED - EINVAL",
        "INTRODUCE 0|1|1| OK|",
        "INTRODUCE 0|1|0| EINVAL",
        "INTRODUCE 77|1|1| EINVAL",
        "INTRODUCE 5|1| EINVAL",
        "INTRODUCE 5|1|1 EINVAL",
        "RELEASE 0| EINVAL",
        "RELEASE 5| ENOENT",
        "RESUME 0| EINVAL",
        "RESUME 77| ENOENT",
        "SET_TARGET 77|0| ENOENT",
        "SET_TARGET 77| EINVAL",
        "RESET_WATCHES - OK|",
        "RESET_WATCHES | OK|",
        "CONTROL print|hi| OK|",
        "CONTROL print| EINVAL",
        "CONTROL print|a|b| EINVAL",
        "CONTROL check| OK|",
        "CONTROL check EINVAL",
        "CONTROL nonsense| EINVAL",
        "CONTROL - EINVAL",
        "CONTROL log| EINVAL",
        "CONTROL log|on| OK|",
        "CONTROL live-update| EINVAL",
        "CONTROL quota|5| ENOENT",
        "CONTROL quota|set|nodes|7| OK|",
        "CONTROL quota|set|none|7| EINVAL",
        "CONTROL quota|set|nodes|0| EINVAL",
        "CONTROL quota|set|nodes|abc| EINVAL",
        "WATCH_EVENT /p| ENOSYS",
        "ERROR /p| ENOSYS"
      })
  void eachRequestHasItsAnswer(Operation operation, String payload, String answer) {
    assertThat(one.ask(operation, payload == null ? "" : payload)).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource({"15", "16", "20", "23", "27", "128", "65535", "-1"})
  void unknownTypesAreRefusedWhateverTheTransaction(int type) {
    assertThat(one.ask(type, 0, "/p|")).isEqualTo("ENOSYS");
    assertThat(one.ask(type, 99, "/p|")).isEqualTo("ENOSYS");
  }

  @Test
  void transactionsAreOfTheirConnection() {
    assertThat(one.ask(TRANSACTION_START, "|")).isEqualTo("1|");
    assertThat(one.ask(TRANSACTION_START, "|")).isEqualTo("2|");
    assertThat(one.ask(TRANSACTION_START, 1, "|")).isEqualTo("EBUSY");
    assertThat(other.ask(READ, 1, "/p/a|")).isEqualTo("ENOENT");
    assertThat(other.ask(TRANSACTION_END, 1, "T|")).isEqualTo("ENOENT");
    assertThat(one.ask(TRANSACTION_END, 1, "X|")).isEqualTo("EINVAL");
    assertThat(one.ask(READ, 1, "/p/a|")).isEqualTo("v1");
    assertThat(one.ask(TRANSACTION_END, 1, "T|")).isEqualTo("OK|");
    assertThat(one.ask(TRANSACTION_END, 1, "T|")).isEqualTo("ENOENT");
    assertThat(one.ask(GET_DOMAIN_PATH, 77, "0|")).isEqualTo("ENOENT");
    assertThat(one.ask(RESET_WATCHES, "")).isEqualTo("OK|");
    assertThat(one.ask(READ, 2, "/p/a|")).as("reset ends transactions").isEqualTo("ENOENT");
  }

  @Test
  void aCommitWhoseSightOthersChangedIsToBeTriedAgain() {
    one.ask(TRANSACTION_START, "|");
    other.ask(WRITE, "/p/a|x");
    one.ask(WRITE, 1, "/p/a|y");
    assertThat(one.ask(TRANSACTION_END, 1, "T|")).isEqualTo("EAGAIN");
    assertThat(one.ask(TRANSACTION_END, 1, "T|")).isEqualTo("ENOENT");
    assertThat(one.ask(READ, "/p/a|")).isEqualTo("x");
  }

  @Test
  void theFirstEventFollowsTheReplyAndRepeatsThePathAsGiven() {
    assertThat(other.ask(WATCH, 1234, "rel/none|tok|")).isEqualTo("OK|");
    assertThat(other.ask(WATCH, "rel/none|tok|")).isEqualTo("EEXIST");
    assertThat(other.ask(WATCH, "/local/domain/0/rel/none|tok|")).isEqualTo("EEXIST");
    assertThat(other.ask(WATCH, "@foo||")).isEqualTo("OK|");
    assertThat(other.events()).containsExactly("rel/none|tok|", "@foo||");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      nullValues = "-",
      value = {
        "WRITE /p/w|1 /p/w|t|",
        "WRITE /p/w/c/d| /p/w/c/d|t|",
        "WRITE /p/wx| -",
        "MKDIR /p/w| -",
        "MKDIR /p/w/new| /p/w/new|t|",
        "SET_PERMS /p/w|n0| /p/w|t|",
        "RM /p/w/kid| /p/w/kid|t|",
        "RM /p/w/none| -",
        "RM /p/w| /p/w|t|",
        "RM /p| /p/w|t|",
        "WRITE /p| -",
        "WRITE rel/x| rel/x|r|",
        "WRITE / -"
      })
  void watchesAreToldOfWhatHappensAtThemOrBelow(Operation operation, String payload, String event) {
    one.ask(WRITE, "/p/w/kid|");
    other.ask(WATCH, "/p/w|t|");
    other.ask(WATCH, "/p/none|t|");
    other.ask(WATCH, "/none|t|");
    other.ask(WATCH, "rel|r|");
    other.events();
    one.ask(operation, payload);

    assertThat(other.events()).isEqualTo(event == null ? List.of() : List.of(event));
  }

  @Test
  void aRemovalIsToldToWhoWatchesExactlyWhatWasBelowTheDeepestFirst() {
    one.ask(WRITE, "/p/w/c/d|");
    for (String watch : List.of("/|root|", "/p|p|", "/p/w|w|", "/p/w/c|c|", "/p/w/x|x|")) {
      other.ask(WATCH, watch);
    }
    other.events();
    one.ask(RM, "/p|");

    assertThat(other.events()).containsExactly("/p/w/c|c|", "/p/w|w|", "/p|root|", "/p|p|");
  }

  @Test
  void aTransactionTellsAtItsCommitOncePerPath() {
    one.ask(WRITE, "/p/w/c|");
    other.ask(WATCH, "/p/w|t|");
    other.ask(WATCH, "/p/w/c|deep|");
    other.events();
    one.ask(TRANSACTION_START, "|");
    one.ask(WRITE, 1, "/p/w|z");
    one.ask(WRITE, 1, "/p/w/q|z");
    one.ask(WRITE, 1, "/p/w/q|zz");
    one.ask(WRITE, 1, "/p/w/tmp|");
    one.ask(RM, 1, "/p/w/tmp|");
    assertThat(other.events()).isEmpty();
    one.ask(TRANSACTION_END, 1, "T|");
    assertThat(other.events()).containsExactly("/p/w|t|", "/p/w/q|t|");

    one.ask(TRANSACTION_START, "|");
    one.ask(WRITE, 2, "/p/w/q|");
    one.ask(RM, 2, "/p/w|");
    one.ask(WRITE, 2, "/p/w/q|");
    one.ask(TRANSACTION_END, 2, "T|");
    assertThat(other.events()).containsExactly("/p/w/c|deep|", "/p/w|t|", "/p/w/q|t|");

    one.ask(TRANSACTION_START, "|");
    one.ask(WRITE, 3, "/p/w|");
    one.ask(TRANSACTION_END, 3, "F|");
    assertThat(other.events()).isEmpty();
  }

  @Test
  void anOwnEventStandsBeforeTheReply() {
    one.ask(WATCH, "/p/w|t|");
    one.events();
    one.reads(false);
    one.ask(WRITE, "/p/w|");
    one.reads(true);

    assertThat(one.events()).containsExactly("/p/w|t|", "WRITE id=3 tx=0 'OK|'");
  }

  @Test
  void eventsThatStillWaitAreNotRepeated() {
    other.ask(WATCH, "/p/w|t|");
    other.ask(WATCH, "@introduceDomain|t|");
    other.events();
    other.reads(false);
    for (int i = 0; i < 1000; i++) {
      one.ask(WRITE, "/p/w|" + i);
    }
    one.ask(INTRODUCE, "5|1|1|");
    one.ask(INTRODUCE, "6|1|1|");
    other.reads(true);

    assertThat(other.events())
        .containsExactly("/p/w|t|", "@introduceDomain|t|", "@introduceDomain|t|");
  }

  @Test
  void anEventIsRepeatedBehindAnAnswerThatMayBeNewer() {
    other.ask(WATCH, "/p/w|t|");
    other.events();
    other.reads(false);
    one.ask(WRITE, "/p/w|1");
    one.ask(WRITE, "/p/w|2");
    other.ask(READ, "/p/w|");
    one.ask(WRITE, "/p/w|3");
    one.ask(WRITE, "/p/w|4");
    other.reads(true);

    assertThat(other.events()).containsExactly("/p/w|t|", "READ id=2 tx=0 '2'", "/p/w|t|");
  }

  @Test
  void whoNeverReadsIsGivenUpBeforeItCostsTooMuch() {
    other.ask(WATCH, "/p|" + "t".repeat(2000) + "|");
    other.reads(false);
    int writes = 0;
    while (other.closed() == null) {
      one.ask(WRITE, "/p/w" + writes++ + "|");
    }
    assertThat(writes).as("of 2.2 kB in memory").isBetween(3500, 4000);
    assertThat(other.closed()).isEqualTo("it does not read");
    assertThat(one.ask(READ, "/p/a|")).isEqualTo("v1");
  }

  @Test
  void anEventThatFitsIntoNoPacketIsLeftOut() {
    other.ask(WATCH, "/|" + "t".repeat(4000) + "|");
    other.events();
    one.ask(WRITE, "/" + "y".repeat(200) + "|");
    one.ask(WRITE, "/z|");

    assertThat(other.events()).singleElement().asString().startsWith("/z|ttt");
  }

  @Test
  void aConnectionThatEndsTakesItsWatchesWithIt() {
    other.ask(WATCH, "/p|t|");
    other.ask(WATCH, "@introduceDomain|t|");
    other.events();
    engine.disconnected(other.session());
    one.ask(WRITE, "/p/x|");
    one.ask(INTRODUCE, "5|1|1|");

    assertThat(other.events()).isEmpty();
    assertThat(other.session().watches()).isEmpty();
  }

  @Test
  void theHelpNamesWhatGenuineServersName() {
    String help = one.ask(CONTROL, "help|");

    assertThat(help).startsWith("check\t\nlog\ton\0off\n".replace('\0', '|')).hasSize(226);
  }

  @Test
  void whatAWriteCostsDoesNotDependOnHowManyWatchesThereAre() {
    long few = visits();
    for (int i = 0; i < 10_000; i++) {
      other.ask(WATCH, "/w/" + (i % 100) + "/" + i + "|t|");
    }
    assertThat(visits()).isLessThanOrEqualTo(few);
    one.ask(WRITE, "/w/7/107/x|");
    assertThat(other.events()).contains("/w/7/107/x|t|");
  }

  private long visits() {
    long before = engine.watches().visited();
    one.ask(WRITE, "/p/a|");
    one.ask(RM, "/p/a|");
    return engine.watches().visited() - before;
  }
}
