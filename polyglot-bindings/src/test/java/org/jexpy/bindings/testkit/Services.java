package org.jexpy.bindings.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jexpy.bindings.service.LoopbackTransport;
import org.jexpy.bindings.service.ServiceEndpoint;

/** How a process gets what the host supplies: as it is, or through the codec. */
public final class Services implements AutoCloseable {
  private final Isolation isolation;
  private final List<AutoCloseable> open = new ArrayList<>();

  Services(Isolation isolation) {
    this.isolation = isolation;
  }

  /**
   * A service as the process sees it.
   *
   * @param <S> its interface
   * @param type its interface
   * @param service what answers
   */
  public <S> S of(Class<S> type, S service) {
    if (isolation == Isolation.CONTEXT) {
      return service;
    }
    LoopbackTransport.Pair pair = LoopbackTransport.pair();
    ExecutorService calls = Executors.newSingleThreadExecutor();
    open.add(calls::shutdownNow);
    open.add(ServiceEndpoint.builder(pair.left(), calls).supply(type, service).open());
    ServiceEndpoint process = ServiceEndpoint.builder(pair.right(), calls).open();
    open.add(process);
    return process.use(type);
  }

  @Override
  public void close() {
    for (AutoCloseable one : open.reversed()) {
      try {
        one.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
