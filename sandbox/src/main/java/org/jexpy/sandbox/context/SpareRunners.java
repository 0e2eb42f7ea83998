package org.jexpy.sandbox.context;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps some Runners parked, so that a guest starts in about a millisecond instead of half a second
 * (design §5, §7). A spare serves only a request with its own key, has never run user code, and is
 * never used again. Spares are made one at a time and at low priority; none is made while memory is
 * short.
 */
public final class SpareRunners implements AutoCloseable {
  /** Share of the heap in use above which no spare is made. */
  private static final double SHORT_OF_MEMORY = 0.85;

  private static final System.Logger LOG = System.getLogger("org.jexpy.spares");

  private final GuestStarter starter;
  private final BooleanSupplier memoryIsShort;
  private final AtomicInteger sequence = new AtomicInteger();

  // Guarded by this.
  private final Map<ContextKey, Integer> wanted = new HashMap<>();
  private final Deque<Entry> parked = new ArrayDeque<>();
  private boolean closed;

  private record Entry(ContextKey key, ParkedRunner runner) {}

  /**
   * Spares for a starter; none is kept until {@link #keep} is called.
   *
   * @param starter starts guests
   */
  public SpareRunners(GuestStarter starter) {
    this(starter, SpareRunners::heapIsShort);
  }

  SpareRunners(GuestStarter starter, BooleanSupplier memoryIsShort) {
    this.starter = starter;
    this.memoryIsShort = memoryIsShort;
  }

  /**
   * Set how many spares are kept for a key. Only one context of a JVM may have the guest's signal
   * handlers, so there are no spares with them.
   *
   * @param key what they are made for
   * @param count how many; 0 for none
   * @throws IllegalArgumentException if the count is negative, or the key asks for signal handlers
   */
  public synchronized void keep(ContextKey key, int count) {
    if (count < 0 || key.signals()) {
      throw new IllegalArgumentException(
          "cannot keep %d spares of %s (expected >= 0, and no signal handlers)"
              .formatted(count, key));
    }
    wanted.put(key, count);
    refill();
  }

  /**
   * Start a guest: in a spare's context if one of its key is ready, else in one made for it.
   *
   * @param name the name of its Runner
   * @param key what the context has to be made for
   * @param work what it does
   * @return the guest, with the kind of its start
   */
  public StartedGuest start(String name, ContextKey key, GuestWork work) {
    Optional<ParkedRunner> spare = take(key);
    if (spare.isEmpty()) {
      return starter.startCold(name, key, work);
    }
    spare.get().handOver(name, work);
    return new StartedGuest(spare.get().runner(), StartKind.SPARE);
  }

  /** How many spares of a key are ready. */
  public synchronized int ready(ContextKey key) {
    return (int)
        parked.stream()
            .filter(entry -> entry.key().equals(key) && entry.runner().isReady())
            .count();
  }

  /** Let all spares go, because memory is short. They come back with the next start. */
  public synchronized void drop() {
    parked.forEach(entry -> entry.runner().dismiss());
    parked.clear();
  }

  /** The threads of the spares that there are, whether they are ready or being made. */
  public synchronized List<Thread> threads() {
    return parked.stream().map(entry -> entry.runner().runner().thread()).toList();
  }

  /** Let all spares go, for good. */
  @Override
  public synchronized void close() {
    closed = true;
    drop();
  }

  private synchronized Optional<ParkedRunner> take(ContextKey key) {
    Optional<ParkedRunner> found = Optional.empty();
    for (Iterator<Entry> entries = parked.iterator(); entries.hasNext() && found.isEmpty(); ) {
      Entry entry = entries.next();
      if (entry.key().equals(key) && entry.runner().isReady()) {
        entries.remove();
        found = Optional.of(entry.runner());
      }
    }
    refill();
    return found;
  }

  /** Make the next one that is missing, unless one is being made. */
  private synchronized void refill() {
    boolean busy = parked.stream().anyMatch(entry -> !entry.runner().ready().isDone());
    if (closed || busy || memoryIsShort.getAsBoolean()) {
      return;
    }
    for (Map.Entry<ContextKey, Integer> want : wanted.entrySet()) {
      ContextKey key = want.getKey();
      long there = parked.stream().filter(entry -> entry.key().equals(key)).count();
      if (there < want.getValue()) {
        ParkedRunner spare = starter.park("jexpy-spare-" + sequence.incrementAndGet(), key);
        parked.add(new Entry(key, spare));
        var _ = spare.ready().whenComplete((_, failure) -> made(spare, failure));
        return;
      }
    }
  }

  private synchronized void made(ParkedRunner spare, @Nullable Throwable failure) {
    if (closed) {
      // It was torn out of its making with the engine.
      return;
    }
    if (failure != null) {
      LOG.log(System.Logger.Level.WARNING, "cannot make a spare; guests start cold", failure);
      // Not tried again before the next start: what failed now would fail at once again.
      parked.removeIf(entry -> entry.runner() == spare);
      return;
    }
    refill();
  }

  private static boolean heapIsShort() {
    Runtime runtime = Runtime.getRuntime();
    long used = runtime.totalMemory() - runtime.freeMemory();
    return used > SHORT_OF_MEMORY * runtime.maxMemory();
  }
}
