package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jexpy.bindings.xenstore.core.wire.Operation.*;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Edit;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.wire.Access;
import org.jexpy.bindings.xenstore.core.wire.Permissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a domain owned is never that of the next one of its number. */
final class DeparturesTest {
  private final Set<Integer> declared = new HashSet<>(Set.of(5));
  private final SlowBackend backend = new SlowBackend();
  private Engine engine;
  private Client one;

  @BeforeEach
  void open() throws Exception {
    backend.durable(Long.MAX_VALUE);
    engine = engine(backend);
    one = new Client(engine, 0);
    one.ask(INTRODUCE, "5|1|1|");
    one.ask(WRITE, "/home/secret|x");
    one.ask(SET_PERMS, "/home|n5|");
    one.ask(WATCH, "@releaseDomain|r|");
    one.events();
  }

  private Engine engine(SlowBackend kept) throws IOException {
    return engine(
        kept,
        domain ->
            declared.contains(domain)
                ? Hypervisor.DomainState.RUNNING
                : Hypervisor.DomainState.ABSENT);
  }

  private static Engine engine(SlowBackend kept, Hypervisor hypervisor) throws IOException {
    return new Engine(new Store(kept), hypervisor, Quotas.DEFAULT, Runnable::run);
  }

  @Test
  void aReleaseThatCannotBeKeptIsRefusedAndTheDomainStays() {
    Client guest = new Client(engine, 5);
    backend.full(true);
    assertThat(one.ask(RELEASE, "5|")).isEqualTo("EIO");
    assertThat(one.ask(IS_DOMAIN_INTRODUCED, "5|")).isEqualTo("T|");
    assertThat(guest.ask(READ, "/home/secret|")).isEqualTo("EACCES");
    assertThat(guest.closed()).isNull();
    assertThat(one.events()).isEmpty();

    backend.full(false);
    assertThat(one.ask(RELEASE, "5|")).isEqualTo("OK|");
    assertThat(guest.closed()).isEqualTo("domain 5 was released");
    assertThat(one.ask(READ, "/home|")).isEqualTo("ENOENT");
    assertThat(one.events()).containsExactly("@releaseDomain|r|");
  }

  @Test
  void oneThatIsDestroyedIsForgottenAsSoonAsThatCanBeKept() {
    Client guest = new Client(engine, 5);
    backend.full(true);
    declared.remove(5);
    engine.domainsChanged();
    assertThat(guest.closed()).isEqualTo("domain 5 was released");
    declared.add(5);
    assertThatThrownBy(() -> new Client(engine, 5)).hasMessageContaining("not introduced");
    assertThat(one.ask(INTRODUCE, "5|1|1|")).isEqualTo("EIO");
    assertThat(one.events()).isEmpty();

    backend.full(false);
    assertThat(one.ask(INTRODUCE, "5|1|1|")).isEqualTo("OK|");
    assertThat(one.events()).containsExactly("@releaseDomain|r|");
    assertThat(one.ask(READ, "/home|")).isEqualTo("ENOENT");
  }

  @Test
  void oneThatIsDestroyedWhileTheDiskIsFullIsForgottenWhenSomebodyLooks() {
    backend.full(true);
    declared.remove(5);
    engine.domainsChanged();
    backend.full(false);
    declared.add(5);
    engine.domainsChanged();

    assertThat(one.events()).containsExactly("@releaseDomain|r|");
    assertThat(one.ask(IS_DOMAIN_INTRODUCED, "5|")).isEqualTo("F|");
    assertThat(one.ask(READ, "/home|")).isEqualTo("ENOENT");
  }

  @Test
  void ifTheDiskIsBrokenNobodyNewIsIntroduced() {
    declared.add(6);
    one.ask(RELEASE, "5|");
    backend.breakDown();
    engine.durable();

    assertThat(one.ask(INTRODUCE, "6|1|1|")).isEqualTo("EIO");
  }

  @Test
  void whoWentWhileNoServerRanLeavesNothing() throws Exception {
    Permissions five = new Permissions(5, Access.NONE, List.of());
    Permissions six = new Permissions(6, Access.NONE, List.of());
    Permissions shared =
        new Permissions(0, Access.NONE, List.of(new Permissions.Entry(6, Access.BOTH, false)));
    StoreState kept =
        StoreState.initial()
            .apply(new Edit.Create("/five", five, new byte[0]))
            .apply(new Edit.Create("/six", six, new byte[0]))
            .apply(new Edit.Create("/six/below", six, new byte[0]))
            .apply(new Edit.Create("/shared", shared, new byte[0]));
    SlowBackend before = new SlowBackend(kept);
    before.durable(Long.MAX_VALUE);
    Engine later = engine(before);
    later.open();
    declared.add(6);
    Client asks = new Client(later, 0);

    assertThat(asks.ask(DIRECTORY, "/|")).isEqualTo("tool|five|shared|");
    assertThat(asks.ask(INTRODUCE, "6|1|1|")).isEqualTo("OK|");
    assertThat(new Client(later, 6).ask(READ, "/shared|")).isEqualTo("EACCES");

    SlowBackend full = new SlowBackend(kept);
    full.full(true);
    declared.remove(6);
    assertThatThrownBy(engine(full)::open).hasMessageContaining("cannot be removed");
  }

  @Test
  void whoWasNotDeclaredThisTimeKeepsWhatItOwns() throws Exception {
    Permissions five = new Permissions(5, Access.NONE, List.of());
    SlowBackend before =
        new SlowBackend(
            StoreState.initial().apply(new Edit.Create("/five", five, new byte[] {'x'})));
    before.durable(Long.MAX_VALUE);
    Engine forgetful = engine(before, Hypervisor.declared(Set.of()));
    forgetful.open();
    assertThat(new Client(forgetful, 0).ask(GET_PERMS, "/five|")).isEqualTo("n5|");

    Engine later = engine(before, Hypervisor.declared(Set.of(5)));
    later.open();
    new Client(later, 0).ask(INTRODUCE, "5|1|1|");
    assertThat(new Client(later, 5).ask(READ, "/five|")).isEqualTo("x");
  }
}
