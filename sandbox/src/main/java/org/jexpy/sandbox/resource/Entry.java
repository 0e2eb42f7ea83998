package org.jexpy.sandbox.resource;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One registered resource. */
final class Entry implements Handle {
  private enum State {
    REFERENCED,
    UNREFERENCED,
    GONE
  }

  final ResourceKind kind;
  final String name;
  final long order;
  private final OwnedResources owner;
  private final AutoCloseable resource;
  private final AtomicReference<State> state = new AtomicReference<>(State.REFERENCED);

  Entry(OwnedResources owner, ResourceKind kind, String name, AutoCloseable resource, long order) {
    this.owner = owner;
    this.kind = kind;
    this.name = name;
    this.resource = resource;
    this.order = order;
  }

  @Override
  public void ref() {
    // Counted first: another handle let go meanwhile must not find a count of none.
    owner.countReference(1);
    if (!state.compareAndSet(State.UNREFERENCED, State.REFERENCED)) {
      owner.countReference(-1);
    }
  }

  @Override
  public void unref() {
    if (state.compareAndSet(State.REFERENCED, State.UNREFERENCED)) {
      owner.countReference(-1);
    }
  }

  @Override
  public boolean hasRef() {
    return state.get() == State.REFERENCED;
  }

  @Override
  public boolean release() {
    State before = state.getAndSet(State.GONE);
    if (before == State.GONE) {
      return false;
    }
    owner.forget(this);
    if (before == State.REFERENCED) {
      owner.countReference(-1);
    }
    return true;
  }

  @Override
  public void close() {
    Exception failure = closeQuietly();
    if (failure != null) {
      ResourceCloseException failures = new ResourceCloseException();
      failures.addSuppressed(failure);
      throw failures;
    }
  }

  @Nullable Exception closeQuietly() {
    if (!release()) {
      return null;
    }
    try {
      resource.close();
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure(e);
    } catch (Exception | StackOverflowError | LinkageError | AssertionError e) {
      // Whatever goes wrong in one resource, the others have to be closed.
      return failure(e);
    }
  }

  private IllegalStateException failure(Throwable cause) {
    return new IllegalStateException("cannot close " + kind + " '" + name + "'", cause);
  }
}
