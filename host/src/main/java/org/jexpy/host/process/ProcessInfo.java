package org.jexpy.host.process;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.jexpy.bindings.exos.core.ProcessState;

/**
 * What is known of a process at one moment.
 *
 * @param spec what it was told to be
 * @param state its state
 * @param stopping whether it is being stopped
 * @param restarts how often it was restarted after a failure
 * @param startedAt when it was started last, if it was
 * @param startKind how it came to its context, such as {@code SPARE} or {@code COLD}
 * @param exitStatus the status with which it ended last
 * @param detail what there is to say about its state, such as why it failed
 */
public record ProcessInfo(
    ProcessSpec spec,
    ProcessState state,
    boolean stopping,
    int restarts,
    Optional<Instant> startedAt,
    Optional<String> startKind,
    OptionalInt exitStatus,
    Optional<String> detail) {}
