package org.jexpy.host.log;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Those who follow one log.
 *
 * @param <T> what is logged
 */
final class Followers<T> {
  private final List<Follower<T>> all = new CopyOnWriteArrayList<>();

  Follower<T> add(int capacity, Runnable available) {
    Follower<T> follower = new Follower<>(capacity, available, all::remove);
    all.add(follower);
    return follower;
  }

  /**
   * Queue an item for each.
   *
   * @return those that are to be told, when no lock is held
   */
  List<Follower<T>> offer(T item) {
    return all.stream().filter(follower -> follower.offer(item)).toList();
  }

  /** The log has ended. */
  void end() {
    all.forEach(Follower::end);
  }
}
