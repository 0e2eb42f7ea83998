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
