package org.jexpy.host.supervision;

import java.util.List;

/**
 * What there is of the current run of a process at one moment.
 *
 * @param threads the names of the threads that work for it
 * @param resources what it holds, such as {@code socket tcp 127.0.0.1:8080}, oldest first
 */
public record RunInfo(List<String> threads, List<String> resources) {
  /** Of a process that does not run. */
  static final RunInfo NONE = new RunInfo(List.of(), List.of());

  /** Copies. */
  public RunInfo {
    threads = List.copyOf(threads);
    resources = List.copyOf(resources);
  }
}
