package org.jexpy.host.sample;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Breaks a rule on purpose. */
public final class MakesExecutor {
  ExecutorService make() {
    return Executors.newCachedThreadPool();
  }
}
