package org.jexpy.host.xenstore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jexpy.bindings.xenstore.core.server.XenStoreServer;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jexpy.bindings.xenstore.core.store.file.FileBackend;
import org.jexpy.bindings.xenstore.core.store.file.Sync;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.process.StateException;
import org.jexpy.host.process.XenStoreSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jspecify.annotations.Nullable;

/**
 * A XenStore server for the scripts of this program: they find it by {@code XENSTORED_PATH}, and
 * may connect to it. Safe for use by many threads.
 */
public final class EmbeddedXenStore implements AutoCloseable {
  /** The variable by which clients of a XenStore find its socket. */
  public static final String VARIABLE = "XENSTORED_PATH";

  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final XenStoreSpec spec;
  private final Path socket;
  private final Optional<Path> ownFolder;
  private final Consumer<String> told;
  private @Nullable XenStoreServer server; // guarded by this
  private boolean closed; // guarded by this

  private EmbeddedXenStore(
      XenStoreSpec spec, Path socket, Optional<Path> ownFolder, Consumer<String> told) {
    this.spec = spec;
    this.socket = socket;
    this.ownFolder = ownFolder;
    this.told = told;
  }

  /**
   * One that is not started.
   *
   * @param spec where its nodes are kept; in files of a folder that is named
   * @param socket where it listens; only the owner of this program can connect
   * @param told what was found damaged, or cannot be written: a sentence each
   */
  public static EmbeddedXenStore at(XenStoreSpec spec, Path socket, Consumer<String> told) {
    return new EmbeddedXenStore(spec, socket, Optional.empty(), told);
  }

  /**
   * One that is not started, with its socket in a folder of its own for temporary files, which is
   * removed with it.
   *
   * @param spec where its nodes are kept; in files of a folder that is named
   * @param told what was found damaged, or cannot be written: a sentence each
   */
  public static EmbeddedXenStore inTemporaryFolder(XenStoreSpec spec, Consumer<String> told) {
    // Nothing is made before the start; then nobody else can have made it, by its name.
    String name = "jexpy-" + Long.toUnsignedString(new SecureRandom().nextLong(), 36);
    Path folder = Path.of(System.getProperty("java.io.tmpdir"), name).toAbsolutePath();
    return new EmbeddedXenStore(spec, folder.resolve("xenstore.sock"), Optional.of(folder), told);
  }

  /**
   * Where nodes are kept.
   *
   * @param spec where; in files of a folder that is named
   * @param told what was found damaged, or cannot be written: a sentence each
   * @return the back end, locked if it is in files
   * @throws IOException if the folder cannot be made, or another server has it
   */
  public static StoreBackend backend(XenStoreSpec spec, Consumer<String> told) throws IOException {
    if (!spec.kept()) {
      return StoreBackend.memory();
    }
    Path folder = spec.folder().orElseThrow();
    try {
      return FileBackend.in(folder, spec.synced() ? Sync.DISK : Sync.PROCESS, told);
    } catch (FileSystemException e) {
      throw new IOException(
          "the store cannot be kept in '%s' (%s); name another place"
              .formatted(folder, Reasons.of(e)),
          e);
    }
  }

  /** Where it listens. */
  public Path socket() {
    return socket;
  }

  /**
   * Let scripts use it.
   *
   * @param granted what they may
   * @return the same, and to see the variable and to connect; but not to touch what would lose the
   *     lock of its files
   */
  public PermissionSet permissions(PermissionSet granted) {
    PermissionSet more =
        granted
            .allow(Permission.ENV, List.of(VARIABLE))
            .allow(Permission.NET, List.of("unix:" + socket));
    return spec.folder()
        .map(
            folder ->
                more.reserve(
                    FileBackend.lockFile(folder),
                    "belongs to the XenStore server, which would lose its lock on '%s'"
                        .formatted(folder)))
        .orElse(more);
  }

  /**
   * Tell scripts of it.
   *
   * @param variables the environment to choose from
   * @return the same with {@link #VARIABLE}
   */
  public Map<String, String> environment(Map<String, String> variables) {
    Map<String, String> more = new HashMap<>(variables);
    more.put(VARIABLE, socket.toString());
    return more;
  }

  /**
   * Start it. Its socket is there when this returns. Waits for the disk.
   *
   * @throws StateException if its files cannot be used, or the socket cannot be made
   */
  public synchronized void start() {
    if (closed) {
      throw new IllegalStateException("the XenStore is closed");
    }
    try {
      if (ownFolder.isPresent()) {
        Files.createDirectory(
            ownFolder.get(),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      server = XenStoreServer.builder().socket(socket).store(backend(spec, told)).start();
    } catch (IOException e) {
      throw new StateException("the XenStore cannot be started: " + Reasons.of(e), e);
    }
  }

  /**
   * Look at what is in it.
   *
   * @param path a valid path of a node
   * @return what is there, worked out on a thread of its own
   */
  public synchronized CompletableFuture<XenStoreView> look(String path) {
    XenStoreServer running = server;
    if (running == null || closed) {
      return CompletableFuture.failedFuture(new IllegalStateException("the XenStore is closed"));
    }
    return running
        .snapshot()
        .thenApplyAsync(
            seen -> XenStoreView.of(socket, spec, seen, path),
            task -> HostThreads.daemon("jexpy-xenstore-look", task).start());
  }

  /** End it: connections, socket, files. A second call does nothing. */
  @Override
  public void close() {
    XenStoreServer running;
    synchronized (this) {
      closed = true;
      running = server;
      server = null;
    }
    try (Closeable _ = this::removeOwnFolder) {
      if (running != null) {
        running.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "closing the XenStore", e);
    }
  }

  private void removeOwnFolder() throws IOException {
    if (ownFolder.isPresent()) {
      Files.deleteIfExists(ownFolder.get());
    }
  }
}
