package org.jexpy.sandbox.python;

import com.oracle.truffle.api.TruffleSafepoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.context.ChildRedirects;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.thread.Delayed;
import org.jspecify.annotations.Nullable;

/** What the Python pieces may ask the host. */
public final class PythonHost {
  /** How often a waiting script looks for signals. */
  private static final Duration TICK = Duration.ofMillis(100);

  private final GuestServices services;
  private final InterruptGuard guard;
  private final Map<String, GuestExtension> extensions = new HashMap<>();
  private final Map<String, Object> bound = new HashMap<>();
  private volatile OptionalInt exitStatus = OptionalInt.empty();

  PythonHost(GuestServices services, List<GuestExtension> extensions, InterruptGuard guard) {
    this.services = services;
    this.guard = guard;
    extensions.forEach(extension -> this.extensions.put(extension.name(), extension));
  }

  /**
   * The host object of an extension, bound at its first use.
   *
   * @param name the extension's name
   * @return the object, or {@code null} (Python's {@code None}) if there is no such extension
   */
  @GuestVisible
  public synchronized @Nullable Object lookup(String name) {
    GuestExtension extension = extensions.get(name);
    return extension == null ? null : bound.computeIfAbsent(name, key -> extension.bind(services));
  }

  /** The attributes that extensions add to {@code sys}: names and values in turn. */
  List<Object> sysAttributes() {
    List<Object> attributes = new ArrayList<>();
    for (GuestExtension extension : extensions.values()) {
      extension
          .pythonSysAttributes(services)
          .forEach((name, value) -> attributes.addAll(List.of(name, value)));
    }
    return attributes;
  }

  /**
   * The script has called {@code os._exit}: nothing of it may run any more.
   *
   * @param status the exit status
   */
  @GuestVisible
  public void exitAtOnce(int status) {
    exitStatus = OptionalInt.of(status & 0xFF);
    services.life().exitsAtOnce(status & 0xFF);
  }

  /** The status of {@code os._exit}, if the script has called it. */
  OptionalInt exitedAtOnce() {
    return exitStatus;
  }

  /** Whether the owner of the script wants its end, whatever the script holds. */
  @GuestVisible
  public boolean isStopping() {
    return services.life().isOver(true);
  }

  /** Whether the calling thread is the script's main thread. */
  @GuestVisible
  public boolean isMainThread() {
    return services.runner().isCurrent();
  }

  /** An error that nothing caught has been reported. */
  @GuestVisible
  public void uncaught() {
    services.life().uncaught();
  }

  /** The reason of the calling thread's last refusal, or {@code null}. */
  @GuestVisible
  public @Nullable String takeLastRefusal() {
    return services.gate().takeLastRefusal().orElse(null);
  }

  /**
   * What a symbolic link says.
   *
   * @param path the link, an absolute path
   * @return the text, or {@code null} if it cannot be read
   */
  @GuestVisible
  public @Nullable String readLink(String path) {
    try {
      return services.files().fileSystem().readSymbolicLink(Path.of(path)).toString();
    } catch (IOException | InvalidPathException e) {
      return null;
    }
  }

  /**
   * Why something is not allowed.
   *
   * @param permission the key of the permission, such as {@code run}
   * @param resource on what
   * @return the reason with the flag that would allow it, or {@code null} if it is allowed
   */
  @GuestVisible
  public @Nullable String refusal(String permission, String resource) {
    try {
      services.gate().check(Permission.of(permission).orElseThrow(), resource);
      return null;
    } catch (AccessRefusedException e) {
      services.gate().takeLastRefusal();
      return e.getMessage();
    }
  }

  /**
   * Why none of some programs may be started.
   *
   * @param programs where a program is looked for, parted by null characters; the first is what the
   *     script asked for
   * @return the reason with the flag that would allow it, or {@code null} if one may be started
   */
  @GuestVisible
  public @Nullable String programRefusal(String programs) {
    List<String> places = List.of(programs.split("\0", -1));
    if (places.stream().anyMatch(program -> services.gate().allows(Permission.RUN, program))) {
      return null;
    }
    return refusal(Permission.RUN.key(), places.getFirst());
  }

  /**
   * Where the next child program of this thread reads and writes, for what the runtime cannot pass
   * on: files.
   *
   * @param input the file for standard input, or empty
   * @param output the file for standard output, or empty
   * @param error the file for standard error, or empty
   */
  @GuestVisible
  public void redirectNextChild(String input, String output, String error) {
    ChildRedirects.set(input, output, error);
  }

  /**
   * Call a function of the runtime that may not exist behind its name.
   *
   * @param function the function
   * @param arguments its arguments
   * @return whether it exists, and its result
   */
  @GuestVisible
  public List<@Nullable Object> attempt(Value function, Value... arguments) {
    try {
      return Arrays.asList(true, function.execute((Object[]) arguments));
    } catch (PolyglotException e) {
      if (!e.isInternalError()) {
        throw e;
      }
      return Arrays.asList(false, null);
    }
  }

  /**
   * Wait a moment, working off tasks, for the run to hold nothing that keeps it alive.
   *
   * @return whether that is so; if not, the caller lets signals through and calls again
   */
  @GuestVisible
  public boolean awaitIdle() {
    if (services.isOver()) {
      return true;
    }
    try {
      if (!guard.active()) {
        // No signal ever comes, so that there is nothing to look for meanwhile.
        services.runner().loopUntil(services::isOver);
        return true;
      }
      AtomicBoolean expired = new AtomicBoolean();
      Delayed tick = services.runner().schedule(() -> expired.set(true), TICK);
      services.runner().loopUntil(() -> expired.get() || services.isOver());
      tick.cancel();
      return services.isOver();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Sleep, and let signals and the end of the process through. What they do happens when the script
   * goes on: this returns at once then.
   *
   * @param nanos for how long
   * @return whether that is over; if not, the caller calls again for what is left
   */
  @GuestVisible
  public boolean sleep(long nanos) {
    return TruffleSafepoint.getCurrent()
        .setBlockedFunction(
            null,
            TruffleSafepoint.Interrupter.THREAD_INTERRUPT,
            PythonHost::sleepUnlessWoken,
            nanos,
            null,
            null);
  }

  private static boolean sleepUnlessWoken(long nanos) {
    try {
      // For what never comes: the one thing that ends it early is an interrupt.
      return !new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Not handled here, in host code, but at the script's next safepoint.
      return false;
    }
  }

  /**
   * A number that the kernel knows about this program.
   *
   * @param field 3 for the parent's process id, 4 for the process group, 5 for the session
   * @return the number, or 0 if the system does not tell
   */
  @GuestVisible
  public long processField(int field) {
    if (field == 3) {
      return ProcessHandle.current().parent().map(ProcessHandle::pid).orElse(0L);
    }
    try {
      // The second field is the name in brackets, which may hold anything.
      String stat = Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1);
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Long.parseLong(fields[field - 2]);
    } catch (IOException | RuntimeException e) {
      return 0;
    }
  }

  /** Ctrl-C has reached the script. */
  @GuestVisible
  public void interruptDelivered() {
    guard.delivered();
  }

  /** The script wants the usual Ctrl-C behaviour (again). */
  @GuestVisible
  public void guardInterrupt() {
    guard.install();
  }

  /** Whether Ctrl-C is handled the usual way, not by a handler of the script. */
  @GuestVisible
  public boolean guardsInterrupt() {
    return guard.installed();
  }
}
