package org.jexpy.bindings.xenstore.core.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A domain that was introduced. */
final class Domain {
  private final int number;
  private final List<Session> sessions = new ArrayList<>();
  private OptionalInt target = OptionalInt.empty();
  private @Nullable RingSession ring;
  private boolean shutdown;
  private boolean gone;

  Domain(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** Its connections: its ring and its sockets. */
  List<Session> sessions() {
    return sessions;
  }

  OptionalInt target() {
    return target;
  }

  void target(int other) {
    target = OptionalInt.of(other);
  }

  void noTarget() {
    target = OptionalInt.empty();
  }

  @Nullable RingSession ring() {
    return ring;
  }

  void ring(RingSession mapped) {
    ring = mapped;
  }

  /** Whether it was told already that it has shut down. */
  boolean isShutdown() {
    return shutdown;
  }

  void shutdown(boolean now) {
    shutdown = now;
  }

  /** Whether there is no such domain any more, and only its nodes could not be removed yet. */
  boolean isGone() {
    return gone;
  }

  void gone() {
    gone = true;
  }
}
