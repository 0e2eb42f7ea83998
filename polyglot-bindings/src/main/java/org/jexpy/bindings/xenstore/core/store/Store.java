package org.jexpy.bindings.xenstore.core.store;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jexpy.bindings.xenstore.core.wire.Errno;

/** The store of a server: which state counts now. For one thread. */
public final class Store implements Closeable {
  private final StoreBackend backend;

  /** The states that could still be lost, the oldest first, and before them one that cannot. */
  private final Deque<Kept> kept = new ArrayDeque<>();

  private StoreState state;
  private long sequence;

  /**
   * A state by the number of the change that led to it.
   *
   * @param sequence the number
   * @param state the state
   */
  private record Kept(long sequence, StoreState state) {}

  /**
   * Open a store.
   *
   * @param backend where it is kept
   * @throws IOException if that cannot be opened
   */
  public Store(StoreBackend backend) throws IOException {
    this.backend = backend;
    this.state = backend.open();
    kept.add(new Kept(0, state));
  }

  /** What counts now. */
  public StoreState state() {
    return state;
  }

  /**
   * Take what a request did; it began with the state that counts now.
   *
   * @param draft what it did
   * @return refused with {@link Errno#EIO} if it could not be kept; nothing has changed then
   */
  public Outcome accept(Draft draft) {
    if (draft.base() != state) {
      throw new IllegalStateException("the draft began with a state that does not count any more");
    }
    return advance(draft.seen(), draft.edits());
  }

  /**
   * Commit a transaction.
   *
   * @param transaction the transaction, which is at its end
   * @param caller whose it is
   * @return refused with {@link Errno#EAGAIN} if others changed what it saw, with {@link
   *     Errno#ENOSPC} if the caller owns too many nodes by now, with {@link Errno#EIO} if it could
   *     not be kept
   */
  public Outcome commit(StoreTransaction transaction, Caller caller) {
    StoreState next = transaction.seen();
    if (transaction.base() != state) {
      if (transaction.conflictsWith(state)) {
        return Outcome.refused(Errno.EAGAIN);
      }
      next = transaction.replayedOn(state);
    }
    int owned = next.owned(caller.domain());
    if (owned > caller.quotas().nodes() && owned > state.owned(caller.domain())) {
      return Outcome.refused(Errno.ENOSPC);
    }
    return advance(next, transaction.edits());
  }

  private Outcome advance(StoreState next, List<Edit> edits) {
    if (edits.isEmpty()) {
      return Outcome.OK;
    }
    try {
      backend.append(sequence + 1, List.copyOf(edits), next);
    } catch (IOException e) {
      // The back end has told people of it.
      return Outcome.refused(Errno.EIO);
    }
    sequence++;
    state = next;
    kept.add(new Kept(sequence, next));
    forgetWhatIsSafe();
    return Outcome.OK;
  }

  private void forgetWhatIsSafe() {
    long safe = durable();
    while (kept.size() > 1 && kept.getFirst().sequence() < safe) {
      Kept first = kept.removeFirst();
      if (kept.getFirst().sequence() > safe) {
        kept.addFirst(first);
        return;
      }
    }
  }

  /** Up to which change everything survives what it is to survive. */
  public long durable() {
    return backend.durable();
  }

  /**
   * If the back end is broken, go back to the last state that is safe: nobody was shown a later
   * one.
   *
   * @return whether there were changes that are lost
   */
  public boolean undoWhatIsLost() {
    forgetWhatIsSafe();
    Kept safe = kept.getFirst();
    if (!isBroken() || safe.sequence() == sequence) {
      return false;
    }
    kept.clear();
    kept.add(safe);
    state = safe.state();
    sequence = safe.sequence();
    return true;
  }

  /** Whether it cannot be written any more, until it is opened again. */
  public boolean isBroken() {
    return backend.isBroken();
  }

  /** How many changes there were since it was opened. */
  public long sequence() {
    return sequence;
  }

  /** Where it is kept. */
  public StoreBackend backend() {
    return backend;
  }

  @Override
  public void close() throws IOException {
    backend.close();
  }
}
