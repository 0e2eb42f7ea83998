package org.jexpy.sandbox.resource;

import java.util.Locale;

/** What a guest process can hold. */
public enum ResourceKind {
  /** A timer, one-shot or repeating. */
  TIMER,
  /** A socket, connected or not. */
  SOCKET,
  /** A listening socket. */
  SERVER,
  /** An open file. */
  FILE,
  /** A child program. */
  CHILD_PROCESS,
  /** A thread or an executor. */
  THREAD,
  /** An event subscription, agent or gateway with a callback. */
  SUBSCRIPTION,
  /** An operation under way, such as a request or a pending promise. */
  OPERATION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
