package org.jexpy.bindings.xenstore.guest;

import org.jexpy.bindings.xenstore.core.client.ConnectionLostException;
import org.jexpy.bindings.xenstore.core.client.EventQueue;
import org.jexpy.bindings.xenstore.core.client.WatchEvent;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** The events of a monitor. An event is its path, a NUL and its token. */
public final class PyxsEvents {
  /** Nothing came yet: the script looks for signals, and asks again. */
  static final int AGAIN = 0;

  private final PyxsHost host;
  private final EventQueue queue = new EventQueue();

  PyxsEvents(PyxsHost host) {
    this.host = host;
  }

  EventQueue queue() {
    return queue;
  }

  /** How many there are. */
  @GuestVisible
  public int size() {
    return queue.size();
  }

  /** Add one. */
  @GuestVisible
  public void put(String path, String token) {
    queue.put(new WatchEvent(path, token));
  }

  /** No more of them come, for that reason: told by a script that reads its connection itself. */
  @GuestVisible
  public void end(String reason) {
    queue.end(reason);
  }

  /** How often {@link #nextTurn} was called. */
  @GuestVisible
  public int turn() {
    return queue.turn();
  }

  /** Have who waits look at those that were taken, to be put where all can see them. */
  @GuestVisible
  public void nextTurn() {
    queue.nextTurn();
  }

  /** The next one if there is one, or nothing. */
  @GuestVisible
  public @Nullable String poll() {
    return text(queue.poll());
  }

  /**
   * Wait for the next one.
   *
   * @param nanos how long at most; negative for no limit
   * @param turn the {@link #turn} before the script looked at those that it has taken
   * @return the event as a text; a number if the time is over or it has to be asked again; a {@link
   *     PyxsLoss} if none can come
   */
  @GuestVisible
  public Object take(long nanos, int turn) {
    long patience = host.patience();
    long limit = nanos < 0 ? patience : patience < 0 ? nanos : Math.min(nanos, patience);
    try {
      String event = text(queue.take(limit, turn));
      return event == null ? (Object) AGAIN : event;
    } catch (InterruptedException e) {
      // Handled at the script's next safepoint.
      return AGAIN;
    } catch (ConnectionLostException e) {
      return new PyxsLoss(PyxsChannel.textOf(e));
    }
  }

  private static @Nullable String text(@Nullable WatchEvent event) {
    return event == null ? null : event.path() + "\0" + event.token();
  }
}
