package org.jexpy.sandbox.net;

/** A poll set with one member, which stays registered for as long as it waits for the same. */
final class LoneSocketPoll implements SocketPoll {
  /** What the set calls the socket; the guest has no such descriptor, whose end would be ours. */
  private static final int NAME = -1;

  private final GuestSocket socket;
  private final SelectorPollSet set;

  /** What is waited for; only who waits looks at it. */
  private int registered;

  LoneSocketPoll(GuestSocket socket, SelectorPollSet set) {
    this.socket = socket;
    this.set = set;
  }

  @Override
  public GuestSocket.Wait await(int events, long nanos) throws GuestSocketException {
    if (events != registered) {
      set.put(NAME, socket, events);
      registered = events;
    }
    return set.await(nanos, (descriptor, ready) -> {});
  }

  @Override
  public void wake() {
    set.wakeup();
  }

  @Override
  public void close() {
    set.close();
  }
}
