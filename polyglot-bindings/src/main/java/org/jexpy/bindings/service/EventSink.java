package org.jexpy.bindings.service;

/**
 * A callback of a service: the caller passes one, the service emits events into it, during the call
 * or after it. Events of one sink arrive in the order of their emission, and those emitted before
 * the call returns arrive before its result.
 *
 * <p>{@link #emit} is called by the thread that receives, so an implementation must not block: it
 * hands over to the lane where the event is to be handled.
 *
 * <p>A sink ends when the service calls {@link #complete}, when the call that passed it fails, or
 * when the connection closes. A service that offers subscriptions completes the sink of one that is
 * cancelled; until then the caller's side keeps it.
 *
 * @param <T> the type of the events: plain data
 */
@FunctionalInterface
public interface EventSink<T> {
  /**
   * Hand over one event. Does nothing once the sink has ended.
   *
   * @param event the event
   */
  void emit(T event);

  /** No event will follow. Does nothing by default; called at most once per passed sink. */
  default void complete() {}
}
