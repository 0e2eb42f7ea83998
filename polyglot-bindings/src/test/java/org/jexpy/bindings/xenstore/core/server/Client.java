package org.jexpy.bindings.xenstore.core.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;

/** A connection to an engine without a socket. Texts have a bar for each NUL. */
final class Client implements Transport {
  private final Engine engine;
  private final Session session;
  private final List<Packet> received = new ArrayList<>();
  private boolean reads = true;
  private @Nullable String closed;
  private int lastId;

  /** An engine as most tests want it: what it does later, it does at once. */
  static Engine engine(StoreBackend backend, Set<Integer> declared) throws IOException {
    return new Engine(
        new Store(backend), Hypervisor.declared(declared), Quotas.DEFAULT, Runnable::run);
  }

  Client(Engine engine, int domain) {
    this.engine = engine;
    Session mine = engine.connect(domain, this);
    if (mine == null) {
      throw new IllegalStateException("domain " + domain + " was not introduced");
    }
    session = mine;
  }

  @Override
  public void flush() {
    while (reads) {
      Packet packet = session.outbox().poll();
      if (packet == null) {
        return;
      }
      received.add(packet);
    }
  }

  @Override
  public void goOn() {
    flush();
  }

  @Override
  public void close(String why) {
    closed = why;
    engine.disconnected(session);
  }

  @Nullable String closed() {
    return closed;
  }

  Session session() {
    return session;
  }

  /** Stop or go on reading. */
  void reads(boolean now) {
    reads = now;
    flush();
  }

  String ask(Operation operation, String payload) {
    return ask(operation.number(), 0, payload);
  }

  String ask(Operation operation, int transaction, String payload) {
    return ask(operation.number(), transaction, payload);
  }

  /** Ask, and give the answer: its payload, or the name of the error. */
  String ask(int type, int transaction, String payload) {
    lastId++;
    Packet request =
        new Packet(
            type,
            lastId,
            transaction,
            payload.replace('|', '\0').getBytes(StandardCharsets.ISO_8859_1));
    engine.handle(session, request);
    engine.flush();
    for (int at = received.size() - 1; at >= 0; at--) {
      Packet packet = received.get(at);
      if (packet.requestId() == lastId) {
        received.remove(at);
        boolean echoed = packet.transactionId() == transaction;
        boolean typed = packet.type() == type || packet.is(Operation.ERROR);
        return echoed && typed ? text(packet) : "not echoed: " + packet;
      }
    }
    return "no answer";
  }

  /** What has come besides answers. */
  List<String> events() {
    List<String> events = new ArrayList<>();
    for (Packet packet : received) {
      boolean plain = packet.requestId() == 0 && packet.transactionId() == 0;
      events.add(packet.is(Operation.WATCH_EVENT) && plain ? text(packet) : packet.toString());
    }
    received.clear();
    return events;
  }

  private static String text(Packet packet) {
    String text = new String(packet.payload(), StandardCharsets.ISO_8859_1).replace('\0', '|');
    return packet.is(Operation.ERROR) ? text.replace("|", "") : text;
  }
}
