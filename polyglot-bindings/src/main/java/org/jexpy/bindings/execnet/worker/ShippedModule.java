package org.jexpy.bindings.execnet.worker;

import java.util.Optional;
import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jspecify.annotations.Nullable;

/** Modules of execnet that controllers send to be executed, and that are done in Java instead. */
public enum ShippedModule {
  /** Passes on the frames of another worker, which it starts (§6.5). */
  FORWARDER("gateway_io.py", "serve_proxy_io"),
  /** Listens for a controller (§6.6). */
  SOCKET_SERVER("socketserver.py", "startserver"),
  /** Receives files (§7). */
  RSYNC("rsync_remote.py", "serve_rsync");

  private final String file;
  private final String word;

  ShippedModule(String file, String word) {
    this.file = file;
    this.word = word;
  }

  /**
   * The module that a task is; empty if it is none of them. What only looks like one is executed as
   * what it is.
   *
   * @param task the task
   */
  public static Optional<ShippedModule> of(ExecTask task) {
    @Nullable String name = task.file();
    if (name == null || task.call() != null) {
      return Optional.empty();
    }
    for (ShippedModule module : values()) {
      boolean named = name.equals(module.file) || name.endsWith("/" + module.file);
      if (named && task.source().contains(module.word)) {
        return Optional.of(module);
      }
    }
    return Optional.empty();
  }
}
