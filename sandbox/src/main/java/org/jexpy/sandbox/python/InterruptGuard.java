package org.jexpy.sandbox.python;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceCloseException;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jspecify.annotations.Nullable;

/**
 * Stands between Ctrl-C and Python's own handling of it. The first one is Python's: it raises
 * KeyboardInterrupt in the script. If the script has not got it when the second comes, because it
 * is inside one long operation of the runtime, the second ends the program. A script that installs
 * a SIGINT handler of its own takes the guard's place.
 */
final class InterruptGuard implements AutoCloseable {
  /** The status of a program that SIGINT ended, as shells count. */
  private static final int INTERRUPTED = 130;

  private final boolean active;
  private final OwnedResources resources;
  private final AtomicBoolean pending = new AtomicBoolean();
  private @Nullable Place place;

  /** Where the guard stands, once it does. */
  private static final class Place {
    final SignalHandlers handlers = SignalHandlers.of("INT");
    final Object own;
    @Nullable Object python;

    Place(Runnable action) {
      own = handlers.handler(action);
    }
  }

  private InterruptGuard(boolean active, OwnedResources resources) {
    this.active = active;
    this.resources = resources;
  }

  /**
   * Make a guard; {@link #install} puts it in place.
   *
   * @param active whether there is anything to guard: whether the context has signal handlers
   * @param resources what to close when a second Ctrl-C ends the program
   * @return the guard
   */
  static InterruptGuard of(boolean active, OwnedResources resources) {
    return new InterruptGuard(active, resources);
  }

  boolean active() {
    return active;
  }

  /** Stand before the handler that is installed now. */
  synchronized void install() {
    if (!active) {
      return;
    }
    if (place == null) {
      place = new Place(this::handle);
    }
    Object before = place.handlers.install(place.own);
    if (!before.equals(place.own)) {
      place.python = before;
    }
  }

  /** Whether the guard is in place, and not a handler of the script. */
  synchronized boolean installed() {
    if (place == null) {
      return false;
    }
    Object now = place.handlers.install(place.own);
    if (!now.equals(place.own)) {
      place.handlers.install(now);
    }
    return now.equals(place.own);
  }

  /** The script has got its KeyboardInterrupt. */
  void delivered() {
    pending.set(false);
  }

  private void handle() {
    Place here;
    Object python;
    synchronized (this) {
      here = place;
      python = here == null ? null : here.python;
    }
    if (here == null || python == null || pending.getAndSet(true)) {
      end();
    } else {
      here.handlers.call(python);
    }
  }

  private void end() {
    try (FileOutputStream err = new FileOutputStream(FileDescriptor.err)) {
      err.write(
          "jexpy: ended by the second Ctrl-C: the script was inside one long operation that the first could not interrupt\n"
              .getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // Nobody is there to read it.
    }
    try {
      resources.close();
    } catch (ResourceCloseException e) {
      // The program ends anyway, and with it what is left.
    }
    Runtime.getRuntime().halt(INTERRUPTED);
  }

  @Override
  public synchronized void close() {
    if (place != null && place.python != null && installed()) {
      place.handlers.install(place.python);
    }
  }
}
