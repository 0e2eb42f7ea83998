package org.jexpy.host.container;

import io.netty.channel.IoEventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.host.state.Ownership;
import org.jexpy.host.xenstore.EmbeddedXenStore;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jspecify.annotations.Nullable;

/**
 * A container: processes in Python and JavaScript, supervised inside this program (design §4, §5).
 *
 * <pre>{@code
 * try (Container container = Container.builder().modules(Path.of("scripts")).start()) {
 *   container.create(ProcessSpec.python("greeter", "greeter").auto()).join();
 *   System.out.print(container.exec("show process").join().output());
 * }
 * }</pre>
 *
 * <p>It prints nothing, handles no signal, never ends the program, and leaves no thread behind.
 * Safe for use by many threads. What gives a {@link CompletableFuture} does not wait. It completes
 * on a thread of the container on which the program may take its time, so that what depends on it
 * may wait for other answers; only on a loop that was lent waiting is refused. A container that is
 * closed fails all of them with an {@link IllegalStateException}.
 */
public final class Container implements AutoCloseable {
  private final Machinery machinery;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();
  private @Nullable Thread ownThread;

  private Container(Machinery machinery) {
    this.machinery = machinery;
  }

  /** Begin to make a container. */
  public static Builder builder() {
    return new Builder();
  }

  /** What a container is made of. */
  public static final class Builder {
    @Nullable Path stateDirectory;
    @Nullable Path modules;
    @Nullable IoEventLoop lent;
    PermissionSet permissions = PermissionSet.none();
    Map<String, String> environment = Map.of();
    List<ContainerListener> listeners = new ArrayList<>();
    String command = "a Java program";
    String executable = "jexpy";
    @Nullable XenStoreSpec xenStore;
    boolean controlSocket;
    int spares = 1;
    int callbackWorkers = 4;

    private Builder() {}

    /**
     * Keep definitions and logs in a directory, and restore what was saved there. Without one,
     * nothing is kept.
     *
     * @param directory the directory; made if there is none
     */
    public Builder stateDirectory(Path directory) {
      stateDirectory = directory;
      return this;
    }

    /**
     * Where modules are; by default {@code cfg} in the state directory, or the working directory
     * without one. Processes may read it. One that everybody can write to, or that belongs to
     * another user, is refused at the start.
     *
     * @param folder the folder
     */
    public Builder modules(Path folder) {
      modules = folder;
      return this;
    }

    /**
     * What processes may do besides reading their modules; nothing by default.
     *
     * @param granted the permissions
     */
    public Builder permissions(PermissionSet granted) {
      permissions = granted;
      return this;
    }

    /**
     * The environment to choose from: processes see the variables that they may.
     *
     * @param variables the variables; none by default
     */
    public Builder environment(Map<String, String> variables) {
      environment = new HashMap<>(variables);
      return this;
    }

    /**
     * How many guests are kept ready of each kind that was asked for; 1 by default.
     *
     * @param count 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public Builder spares(int count) {
      if (count < 0) {
        throw new IllegalArgumentException("spares is %d (expected: 0 or more)".formatted(count));
      }
      spares = count;
      return this;
    }

    /**
     * How many callbacks and calls from outside a Python process works off at a time; 4 by default.
     * JavaScript has one thread for everything.
     *
     * @param count 1 or more
     */
    public Builder callbackWorkers(int count) {
      if (count < 1) {
        throw new IllegalArgumentException(
            "callbackWorkers: %d (expected: 1 or more)".formatted(count));
      }
      callbackWorkers = count;
      return this;
    }

    /**
     * Run on a loop of the program, which goes on running it. It has to carry NIO channels.
     *
     * @param loop the loop
     */
    public Builder eventLoop(IoEventLoop loop) {
      lent = loop;
      return this;
    }

    /**
     * Tell about processes.
     *
     * @param listener called on a thread of its own
     */
    public Builder listener(ContainerListener listener) {
      listeners.add(listener);
      return this;
    }

    /**
     * Take commands over the socket in the state directory: what {@code jexpy exec} uses.
     *
     * @param holder how people know this program, for those who find the directory in use
     * @see #stateDirectory(Path) which is needed for it
     */
    public Builder controlSocket(String holder) {
      controlSocket = true;
      command = holder;
      return this;
    }

    /**
     * Serve a XenStore to the processes: each has its socket in {@code XENSTORED_PATH} and may
     * connect to it, unless a permission that is denied forbids either. It is there before the
     * first process is restored, and ends after all processes. Without a state directory its socket
     * is in a folder for temporary files that {@link Container#close} removes: a program that ends
     * without closing the container leaves it there.
     *
     * @param spec where its nodes are kept; without a state directory in memory, or in a folder
     *     that is named
     * @see Container#xenStore()
     */
    public Builder xenStore(XenStoreSpec spec) {
      xenStore = spec;
      return this;
    }

    /**
     * What scripts take for their interpreter ({@code sys.executable}).
     *
     * @param path its path
     */
    public Builder executable(String path) {
      executable = path;
      return this;
    }

    private void check() throws IOException {
      if (controlSocket && stateDirectory == null) {
        throw new IllegalStateException(
            "controlSocket(…) needs a folder for the socket; give one by stateDirectory(…)");
      }
      if (xenStore != null) {
        XenStorePlan.check(xenStore, stateDirectory);
      }
      if (modules != null) {
        Ownership.requireModules(modules);
      }
    }

    /**
     * Start the container on a thread of its own, or on the loop that was lent.
     *
     * @return the container, with what was saved restored
     * @throws org.jexpy.host.process.StateException if the state directory, the module folder or
     *     the XenStore cannot be used
     * @throws IOException if the control socket cannot be made
     * @throws IllegalStateException if called by the loop that was lent, which would wait for
     *     itself; or if a control socket, or a XenStore that is kept in the state directory, is
     *     wanted without one
     */
    public Container start() throws IOException {
      check();
      IoEventLoop shared = lent;
      if (shared != null && shared.inEventLoop()) {
        throw new IllegalStateException(
            "a container cannot be started by the loop that it shall run on; start it on another thread");
      }
      MainLoop loop = shared == null ? MainLoop.unowned() : MainLoop.sharing(shared);
      Container container = new Container(new Machinery(this, loop));
      if (shared == null) {
        Thread thread =
            HostThreads.daemon(
                "jexpy-main-loop", () -> container.machinery.runLoop(container.gone));
        container.ownThread = thread;
        thread.start();
      } else {
        container.gone.complete(null);
      }
      container.open();
      return container;
    }

    /**
     * Run a container on the calling thread, until it is closed.
     *
     * @param started told when it has started, on a thread of its own
     * @throws org.jexpy.host.process.StateException if the state directory, the module folder or
     *     the XenStore cannot be used
     * @throws IOException if the control socket cannot be made
     * @throws IllegalStateException if a loop was lent; or if a control socket, or a XenStore that
     *     is kept in the state directory, is wanted without one
     */
    public void run(Consumer<Container> started) throws IOException {
      check();
      if (lent != null) {
        throw new IllegalStateException(
            "run() runs the container on the calling thread; with eventLoop(…) use start()");
      }
      Container container = new Container(new Machinery(this, MainLoop.unowned()));
      CompletableFuture<Boolean> opened = new CompletableFuture<>();
      Thread opening =
          HostThreads.daemon(
              "jexpy-opening",
              () -> {
                try {
                  container.machinery.open();
                  started.accept(container);
                  opened.complete(true);
                } catch (Throwable failure) {
                  opened.completeExceptionally(failure);
                  var _ = container.closeAsync();
                }
              });
      opening.start();
      container.machinery.runLoop(container.gone);
      Throwable failure = opened.handle((done, thrown) -> thrown).join();
      container.awaitThreads(opening);
      switch (failure) {
        case null -> {}
        case IOException e -> throw e;
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case Throwable e -> throw new IllegalStateException(e);
      }
    }
  }

  private void open() throws IOException {
    try {
      machinery.open();
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /**
   * Make a process, and start it if it is an auto one.
   *
   * @param spec what it is to be
   * @return the process; fails with {@link org.jexpy.host.process.ProcessException} if the name is
   *     taken
   */
  public CompletableFuture<GuestProcess> create(ProcessSpec spec) {
    return machinery
        .ask(
            () -> {
              machinery.processes().create(spec);
              return true;
            })
        .thenApply(created -> new GuestProcess(spec.name(), machinery));
  }

  /**
   * A process of this container.
   *
   * @param name its name
   * @return the process, or empty if there is none
   */
  public CompletableFuture<Optional<GuestProcess>> process(String name) {
    return machinery.ask(
        () -> machinery.processes().info(name).map(info -> new GuestProcess(name, machinery)));
  }

  /** What is known of all processes, by name. */
  public CompletableFuture<List<ProcessInfo>> processes() {
    return machinery.ask(() -> machinery.processes().all());
  }

  /**
   * The socket of the XenStore that the processes have; empty if none was asked for. A program of
   * its own talks to it by {@code org.jexpy.bindings.xenstore.core.client.XenStoreClient}.
   */
  public Optional<Path> xenStore() {
    return machinery.xenStore().map(EmbeddedXenStore::socket);
  }

  /**
   * Execute a line of the command language.
   *
   * @param line the line, such as {@code show process}
   * @return its output; a command that fails is a result, too
   */
  public CompletableFuture<CommandResult> exec(String line) {
    return machinery.exec(line);
  }

  /**
   * Stop all processes, and end the container.
   *
   * @return completed when all is gone but its loop
   */
  public CompletableFuture<Void> closeAsync() {
    return machinery.close();
  }

  /**
   * Stop all processes, end the container, and wait until its threads have ended, but for the
   * caller's own if it is one of them. What does not end is left behind after a grace time.
   *
   * @throws IllegalStateException if called by the main loop, which would wait for itself
   */
  @Override
  public void close() {
    if (machinery.inLoop()) {
      throw new IllegalStateException(
          "close() on the main loop would wait for itself; use closeAsync() there");
    }
    closeAsync().join();
    gone.join();
    awaitThreads(ownThread);
  }

  private void awaitThreads(@Nullable Thread other) {
    try {
      if (other != null && !other.equals(Thread.currentThread())) {
        other.join();
      }
      machinery.awaitThreads();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** How long the processes may take to end when the container is closed. */
  static final Duration CLOSE_PATIENCE = Duration.ofSeconds(15);
}
