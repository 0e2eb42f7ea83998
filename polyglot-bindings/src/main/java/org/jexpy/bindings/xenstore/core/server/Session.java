package org.jexpy.bindings.xenstore.core.server;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.store.Caller;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreState;
import org.jexpy.bindings.xenstore.core.store.StoreTransaction;
import org.jspecify.annotations.Nullable;

/** One connection: whose it is, its watches and transactions, and what it is to be sent. */
final class Session {
  private final Map<Integer, StoreTransaction> transactions = new HashMap<>();
  private final Map<Watch.Key, Watch> watches = new LinkedHashMap<>();
  private final Transport transport;
  private final Outbox outbox;
  private Caller caller;
  private int lastTransaction;
  private boolean open = true;

  Session(
      Caller caller, Transport transport, Store store, Backlog backlog, Consumer<Session> filled) {
    this.caller = caller;
    this.transport = transport;
    this.outbox = new Outbox(store, backlog, () -> filled.accept(this));
  }

  Caller caller() {
    return caller;
  }

  void caller(Caller changed) {
    caller = changed;
  }

  Transport transport() {
    return transport;
  }

  Outbox outbox() {
    return outbox;
  }

  Map<Watch.Key, Watch> watches() {
    return watches;
  }

  boolean isOpen() {
    return open;
  }

  void closed() {
    open = false;
    outbox.clear();
  }

  /** Begin a transaction; gives its id, which is not 0 and of no other one that is open. */
  int begin(StoreState state) {
    do {
      lastTransaction++;
    } while (lastTransaction == 0 || transactions.containsKey(lastTransaction));
    transactions.put(lastTransaction, new StoreTransaction(state));
    return lastTransaction;
  }

  @Nullable StoreTransaction transaction(int id) {
    return transactions.get(id);
  }

  @Nullable StoreTransaction end(int id) {
    return transactions.remove(id);
  }

  int openTransactions() {
    return transactions.size();
  }

  void dropTransactions() {
    transactions.clear();
  }
}
