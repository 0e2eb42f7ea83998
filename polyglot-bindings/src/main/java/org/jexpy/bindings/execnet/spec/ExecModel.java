package org.jexpy.bindings.execnet.spec;

import java.util.Locale;
import java.util.Optional;

/** How a worker runs what it is given (§1.8). */
public enum ExecModel {
  /** On the main thread if that is idle, otherwise on another. */
  THREAD,
  /** On the main thread only, one task at a time. */
  MAIN_THREAD_ONLY,
  /** Threads, as {@link #THREAD}. */
  EVENTLET,
  /** Threads, as {@link #THREAD}. */
  GEVENT;

  /** Its name in specifications and on the wire. */
  public String backend() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The model of a name.
   *
   * @param backend the name
   * @throws IllegalArgumentException if there is none; the text is execnet's
   */
  public static ExecModel of(String backend) {
    return find(backend)
        .orElseThrow(
            () -> new IllegalArgumentException("unknown execmodel '%s'".formatted(backend)));
  }

  /**
   * The model of a name, if there is one.
   *
   * @param backend the name
   */
  public static Optional<ExecModel> find(String backend) {
    for (ExecModel model : values()) {
      if (model.backend().equals(backend)) {
        return Optional.of(model);
      }
    }
    return Optional.empty();
  }
}
