package org.jexpy.sandbox.resource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Everything one guest process holds. Whatever a surface opens for a guest it registers here, so
 * that nothing survives the process (design §3 rule 4) and so that a run knows when it is over: it
 * lives while a <em>referenced</em> handle is open (design §5). Safe for use by many threads.
 */
public final class OwnedResources implements AutoCloseable {
  private final Set<Entry> open = ConcurrentHashMap.newKeySet();
  private final Map<Class<?>, Object> shared = new ConcurrentHashMap<>();
  private final AtomicInteger referenced = new AtomicInteger();
  private final AtomicLong sequence = new AtomicLong();
  private volatile Runnable idleListener = () -> {};
  private volatile boolean closed;

  /**
   * Add a resource, referenced.
   *
   * @param kind what it is
   * @param name what to call it in reports, such as {@code tcp 127.0.0.1:8080}
   * @param resource how to close it; called at most once, by whichever comes first: the guest or
   *     the end of the process
   * @return the handle by which the surface refers to it
   * @throws IllegalStateException if the process has ended; the resource has then been closed
   */
  public Handle register(ResourceKind kind, String name, AutoCloseable resource) {
    Entry entry = new Entry(this, kind, name, resource, sequence.incrementAndGet());
    referenced.incrementAndGet();
    open.add(entry);
    if (closed) {
      IllegalStateException ended =
          new IllegalStateException(
              "the guest process has ended: %s '%s' cannot be opened".formatted(kind, name));
      Exception failure = entry.closeQuietly();
      if (failure != null) {
        ended.addSuppressed(failure);
      }
      throw ended;
    }
    return entry;
  }

  /**
   * What all surfaces of the process share, made by whoever asks first. What has to be closed is
   * registered like anything else.
   *
   * @param <T> its type
   * @param type its type, of which a process has one
   * @param maker makes it; must not ask for another
   * @return the one of this process
   */
  public <T> T shared(Class<T> type, Supplier<T> maker) {
    return type.cast(shared.computeIfAbsent(type, key -> maker.get()));
  }

  /** Whether a referenced handle is open. */
  public boolean hasReferenced() {
    return referenced.get() > 0;
  }

  /**
   * Set who is told when the last referenced handle has gone. Called on the thread that let it go;
   * must not block.
   *
   * @param listener what to run
   */
  public void onIdle(Runnable listener) {
    idleListener = listener;
  }

  /** Descriptions of all open resources, oldest first. */
  public List<String> describeOpen() {
    return open.stream()
        .sorted((a, b) -> Long.compare(a.order, b.order))
        .map(entry -> entry.kind + " " + entry.name)
        .toList();
  }

  /** How many resources of a kind are open. */
  public int count(ResourceKind kind) {
    return (int) open.stream().filter(entry -> entry.kind == kind).count();
  }

  /**
   * Close everything, newest first, and refuse what comes later. Every resource is closed even if
   * others fail.
   *
   * @throws ResourceCloseException if any failed, with each failure as a suppressed one
   */
  @Override
  public void close() {
    closed = true;
    List<Entry> newestFirst = new ArrayList<>(open);
    newestFirst.sort((a, b) -> Long.compare(b.order, a.order));
    ResourceCloseException failures = null;
    for (Entry entry : newestFirst) {
      Exception failure = entry.closeQuietly();
      if (failure != null) {
        if (failures == null) {
          failures = new ResourceCloseException();
        }
        failures.addSuppressed(failure);
      }
    }
    if (failures != null) {
      throw failures;
    }
  }

  void forget(Entry entry) {
    open.remove(entry);
  }

  void countReference(int change) {
    if (referenced.addAndGet(change) == 0) {
      idleListener.run();
    }
  }
}
