package org.jexpy.sandbox.net.python;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.net.GuestSocket;
import org.jexpy.sandbox.net.GuestSocketException;
import org.jexpy.sandbox.net.GuestSockets;
import org.jexpy.sandbox.net.PollSet;

/**
 * The host side of Python's {@code select}. Ready sockets cross the boundary as one text: for each
 * of them a character with the descriptor and a character with the events.
 */
public final class PythonPolls {

  private static final int ADD = 1;
  private static final int DELETE = 2;
  private static final int MODIFY = 3;

  private final GuestSockets sockets;
  private final Patience patience;
  private final Map<Integer, PollSet> sets = new ConcurrentHashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  PythonPolls(GuestSockets sockets, Patience patience) {
    this.sockets = sockets;
    this.patience = patience;
  }

  /**
   * Wait once.
   *
   * @param members descriptors and events, as they are given back
   * @param nanos how long
   */
  @GuestVisible
  public Object select(String members, long nanos) {
    return Result.guardAny(
        () -> {
          int[] descriptors = new int[members.length() / 2];
          int[] events = new int[descriptors.length];
          for (int i = 0; i < descriptors.length; i++) {
            descriptors[i] = members.charAt(2 * i);
            events[i] = members.charAt(2 * i + 1);
          }
          StringBuilder ready = new StringBuilder();
          long deadline = Patience.deadline(nanos);
          GuestSocket.Wait wait =
              sockets.select(
                  descriptors,
                  events,
                  nanos,
                  (descriptor, found) -> append(ready, descriptor, found));
          return end(wait, ready, nanos, deadline);
        });
  }

  /** Make a lasting set; gives its number. */
  @GuestVisible
  public int create() {
    return Result.guard(
        () -> {
          int number = numbers.incrementAndGet();
          sets.put(number, sockets.pollSet());
          return number;
        });
  }

  /** Add (1), remove (2) or change (3) a member of a lasting set. */
  @GuestVisible
  public int control(int set, int operation, int descriptor, int events) {
    return Result.guard(
        () -> {
          PollSet polled = set(set);
          boolean member = polled.contains(descriptor);
          GuestSocket socket = sockets.find(descriptor);
          if (socket == null) {
            return -Errno.EBADF.number();
          }
          if (operation == ADD && member) {
            return -Errno.EEXIST.number();
          }
          if ((operation == DELETE || operation == MODIFY) && !member) {
            return -Errno.ENOENT.number();
          }
          if (operation == DELETE) {
            polled.remove(descriptor);
          } else {
            polled.put(descriptor, socket, events);
          }
          return 0;
        });
  }

  /** Wait for the members of a lasting set. */
  @GuestVisible
  public Object poll(int set, long nanos) {
    try {
      StringBuilder ready = new StringBuilder();
      long deadline = Patience.deadline(nanos);
      GuestSocket.Wait wait =
          set(set).await(nanos, (descriptor, events) -> append(ready, descriptor, events));
      return end(wait, ready, nanos, deadline);
    } catch (GuestSocketException | RuntimeException e) {
      return Result.of(e);
    }
  }

  /** Forget a lasting set. */
  @GuestVisible
  public int close(int set) {
    PollSet polled = sets.remove(set);
    if (polled != null) {
      polled.close();
    }
    return 0;
  }

  private PollSet set(int number) throws GuestSocketException {
    PollSet set = sets.get(number);
    if (set == null) {
      throw new GuestSocketException(Errno.EBADF);
    }
    return set;
  }

  private Object end(GuestSocket.Wait wait, StringBuilder ready, long nanos, long deadline) {
    return wait == GuestSocket.Wait.INTERRUPTED
        ? patience.code(wait, nanos, deadline)
        : (Object) ready.toString();
  }

  private static void append(StringBuilder ready, int descriptor, int events) {
    ready.append((char) descriptor).append((char) events);
  }
}
