package org.jexpy.sandbox.resource;

/**
 * A surface's hold on something it registered. All methods may be called by any thread, more than
 * once.
 */
public interface Handle extends AutoCloseable {
  /** Keep the run alive while this is open. The state of a new handle. */
  void ref();

  /** Let the run end while this is open. */
  void unref();

  /** Whether this keeps the run alive. */
  boolean hasRef();

  /**
   * Forget the resource without closing it, because it is closed or finished already.
   *
   * @return whether it was still held
   */
  boolean release();

  /** Close the resource and forget it. */
  @Override
  void close();
}
