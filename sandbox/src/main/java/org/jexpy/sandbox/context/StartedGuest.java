package org.jexpy.sandbox.context;

import org.jexpy.sandbox.thread.Runner;

/**
 * A guest under way.
 *
 * @param runner its Runner, with its exit status
 * @param kind how it came to its context
 */
public record StartedGuest(Runner runner, StartKind kind) {}
