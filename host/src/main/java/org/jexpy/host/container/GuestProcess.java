package org.jexpy.host.container;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jexpy.host.process.ProcessInfo;

/** A process of a container, by its name. Safe for use by many threads. */
public final class GuestProcess {
  private final String name;
  private final Machinery machinery;

  GuestProcess(String name, Machinery machinery) {
    this.name = name;
    this.machinery = machinery;
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** What is known of it; empty if it was deleted. */
  public CompletableFuture<Optional<ProcessInfo>> info() {
    return machinery.ask(() -> machinery.processes().info(name));
  }

  /**
   * Wait until it has said that it is ready. A script says so by {@code exos.api.ready()} or {@code
   * ready()} of {@code jexpy:exos}; programs of the system are ready when they are started.
   *
   * @return what is known of it then; fails with {@link org.jexpy.host.process.ProcessException} if
   *     it is stopped or fails for good before that
   */
  public CompletableFuture<ProcessInfo> ready() {
    return machinery.compose(() -> machinery.waits().ready(machinery.processes().existing(name)));
  }

  /**
   * Wait until it does not run any more, and is not to be started again by itself.
   *
   * @return what is known of it then, such as its exit status; at once if it does not run
   */
  public CompletableFuture<ProcessInfo> ended() {
    return machinery.compose(() -> machinery.waits().ended(machinery.processes().existing(name)));
  }

  /** What it has printed, the newest MiB of it; of earlier runs, too. */
  public CompletableFuture<String> log() {
    return machinery.exec("show log process " + name).thenApply(CommandResult::output);
  }

  /** Start it. Fails if it runs. */
  public CompletableFuture<Void> start() {
    return machinery.ask(
        () -> {
          machinery.processes().start(name);
          return null;
        });
  }

  /**
   * Stop it.
   *
   * @return completed when it is gone
   */
  public CompletableFuture<Void> terminate() {
    return machinery.compose(() -> machinery.processes().terminate(name, false));
  }

  /**
   * Stop it without giving it time.
   *
   * @return completed when it is gone
   */
  public CompletableFuture<Void> kill() {
    return machinery.compose(() -> machinery.processes().terminate(name, true));
  }

  /**
   * Stop it, and start it again.
   *
   * @return completed when the new run has begun
   */
  public CompletableFuture<Void> restart() {
    return machinery.compose(() -> machinery.processes().restart(name));
  }

  /**
   * Stop it, and free its name.
   *
   * @return completed when the name is free
   */
  public CompletableFuture<Void> delete() {
    return machinery.compose(() -> machinery.processes().delete(name));
  }
}
