package org.jexpy.bindings.xenstore.core.store;

import org.jspecify.annotations.Nullable;

/**
 * How much an unprivileged domain may have. Domain 0, and with it every socket, has no quotas.
 *
 * @param nodes how many nodes it may own
 * @param nodeSize how large each of its nodes may be, in bytes: a header of 24, 8 for each
 *     permission, the value, the names of the children with a NUL each
 * @param permissions how many permissions a node may have, the owner's among them
 * @param watches how many watches; one more is accepted, as C xenstored does
 * @param transactions how many transactions at a time; one more is accepted, as C xenstored does
 * @param transactionNodes how many nodes a transaction may look at or change
 */
public record Quotas(
    int nodes, int nodeSize, int permissions, int watches, int transactions, int transactionNodes) {
  /** Those of C xenstored. */
  public static final Quotas DEFAULT = new Quotas(1000, 2048, 5, 128, 10, 1024);

  private static final int MANY = Integer.MAX_VALUE - 1;

  /** No limits. */
  public static final Quotas NONE = new Quotas(MANY, MANY, MANY, MANY, MANY, MANY);

  /** Checks that none is negative. */
  public Quotas {
    check("nodes", nodes);
    check("node-size", nodeSize);
    check("permissions", permissions);
    check("watches", watches);
    check("transactions", transactions);
    check("transaction-nodes", transactionNodes);
  }

  /**
   * The same with one changed.
   *
   * @param name as {@code xenstore-control quota} shows it
   * @param value what it becomes
   * @return the quotas; null if there is none of that name
   */
  public @Nullable Quotas with(String name, int value) {
    return switch (name) {
      case "nodes" ->
          new Quotas(value, nodeSize, permissions, watches, transactions, transactionNodes);
      case "node-size" ->
          new Quotas(nodes, value, permissions, watches, transactions, transactionNodes);
      case "permissions" ->
          new Quotas(nodes, nodeSize, value, watches, transactions, transactionNodes);
      case "watches" ->
          new Quotas(nodes, nodeSize, permissions, value, transactions, transactionNodes);
      case "transactions" ->
          new Quotas(nodes, nodeSize, permissions, watches, value, transactionNodes);
      case "transaction-nodes" ->
          new Quotas(nodes, nodeSize, permissions, watches, transactions, value);
      default -> null;
    };
  }

  private static void check(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "quota %s: %d (expected 0 or more)".formatted(name, value));
    }
  }
}
