package org.jexpy.bindings.execnet.transport;

import org.jexpy.bindings.execnet.spec.XSpec;

/** Runs workers within this program ({@code context}). */
@FunctionalInterface
public interface LocalWorkers {
  /**
   * Start a worker. It answers by frames on {@link LocalPair#worker}; when it has ended, {@link
   * LocalPair#ended} is called, whatever happened.
   *
   * @param spec what is asked for
   * @param pair the way between the two
   */
  void open(XSpec spec, LocalPair pair);
}
