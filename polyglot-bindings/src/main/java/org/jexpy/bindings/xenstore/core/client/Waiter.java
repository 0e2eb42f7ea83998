package org.jexpy.bindings.xenstore.core.client;

import java.util.function.BooleanSupplier;

/**
 * A thread that waits for something to arrive.
 *
 * @param thread the thread
 * @param arrived whether it has
 */
record Waiter(Thread thread, BooleanSupplier arrived) {}
