package org.jexpy.sandbox.js;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jexpy.sandbox.thread.SandboxThreads;
import org.jspecify.annotations.Nullable;

/**
 * Standard input for {@code process.stdin}. One chunk is read per request of the guest, so that a
 * script that pauses leaves the rest to the operating system.
 */
public final class HostInput {
  private static final int CHUNK = 64 << 10;

  private final GuestServices services;
  private final GuestRealm realm;
  private final InputStream in;
  private final LinkedBlockingQueue<Value> requests = new LinkedBlockingQueue<>();
  private @Nullable Thread reader;
  private @Nullable Handle waiting;
  private boolean referenced = true;

  HostInput(GuestServices services, GuestRealm realm, InputStream in) {
    this.services = services;
    this.realm = realm;
    this.in = in;
  }

  /**
   * Reads one chunk.
   *
   * @param callback called with an {@code ArrayBuffer}, or null at the end, and an error text
   */
  @GuestVisible
  public void read(Value callback) {
    waiting =
        services.resources().register(ResourceKind.OPERATION, "reading standard input", () -> {});
    if (!referenced) {
      waiting.unref();
    }
    if (reader == null) {
      reader = SandboxThreads.service("jexpy-stdin", this::serve);
      reader.start();
    }
    requests.add(callback);
  }

  /** Everything up to the end, at once: for {@code readFileSync(0)}. */
  @GuestVisible
  public Object readAll() throws IOException {
    return realm.arrayBuffer(in.readAllBytes());
  }

  /** Sets whether an outstanding read keeps the run alive. */
  @GuestVisible
  public void reference(boolean wanted) {
    referenced = wanted;
    if (waiting != null) {
      if (wanted) {
        waiting.ref();
      } else {
        waiting.unref();
      }
    }
  }

  private void serve() {
    try {
      while (true) {
        Value callback = requests.take();
        byte[] buffer = new byte[CHUNK];
        try {
          int count = in.read(buffer);
          byte @Nullable [] chunk = count < 0 ? null : Arrays.copyOf(buffer, count);
          services.runner().execute(() -> deliver(callback, chunk, null));
        } catch (IOException e) {
          services.runner().execute(() -> deliver(callback, null, String.valueOf(e.getMessage())));
        }
      }
    } catch (InterruptedException | RejectedExecutionException e) {
      // The run has ended.
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(Value callback, byte @Nullable [] chunk, @Nullable String failure) {
    if (waiting != null) {
      waiting.release();
    }
    callback.executeVoid(chunk == null ? null : realm.arrayBuffer(chunk), failure);
  }
}
