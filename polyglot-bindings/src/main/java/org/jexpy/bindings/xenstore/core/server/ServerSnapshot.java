package org.jexpy.bindings.xenstore.core.server;

import org.jexpy.bindings.xenstore.core.store.StoreState;

/**
 * What a server had at one moment.
 *
 * @param tree the nodes; never changes any more
 * @param connections how many clients it served, rings of domains among them
 * @param watches how many watches they had
 * @param transactions how many transactions they had open
 */
public record ServerSnapshot(StoreState tree, int connections, int watches, int transactions) {}
