package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.Function;
import org.jexpy.bindings.xenstore.core.client.ClientTransaction;
import org.jexpy.bindings.xenstore.core.client.NodeCalls;
import org.jexpy.bindings.xenstore.core.client.RequestRefusedException;
import org.jexpy.bindings.xenstore.core.client.XenStoreClient;
import org.jspecify.annotations.Nullable;

/** The store that {@code jexpy xs} was given: connected to when the words have made sense. */
final class XsStore implements AutoCloseable {
  private static final int ATTEMPTS = 100;
  private static final int READINGS = 20;

  private final Path socket;
  private final PrintStream err;
  private @Nullable XenStoreClient client;

  XsStore(Path socket, PrintStream err) {
    this.socket = socket;
    this.err = err;
  }

  Path socket() {
    return socket;
  }

  /**
   * The connection.
   *
   * @throws IOException if nobody answers
   */
  XenStoreClient client() throws IOException {
    if (client == null) {
      client = connect();
    }
    return client;
  }

  private XenStoreClient connect() throws IOException {
    try {
      return XenStoreClient.connect(socket);
    } catch (IOException e) {
      throw unreachable(e);
    }
  }

  /** That nobody answers, and what to do. */
  IOException unreachable(IOException cause) {
    return new IOException(
        "no XenStore answers on '%s'; name another socket by --socket PATH or XENSTORED_PATH, or start one: jexpy xenstored --socket PATH"
            .formatted(socket),
        cause);
  }

  /** Change something in a transaction: all of it or nothing; again if somebody comes between. */
  <T> T change(Function<NodeCalls, T> work) throws IOException {
    return client().transact(ATTEMPTS, work::apply);
  }

  /**
   * Read something in a transaction: all of one moment. Where others write all the time there is no
   * such moment on some servers; then people are told.
   */
  <T> T read(Function<NodeCalls, T> work) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (ClientTransaction transaction = client().begin()) {
        T result = read(transaction, work, attempt == READINGS);
        if (result != null) {
          return result;
        }
      }
    }
  }

  /** Null if it was of several moments, unless that has to do. */
  private <T> @Nullable T read(
      ClientTransaction transaction, Function<NodeCalls, T> work, boolean last) {
    T result;
    try {
      result = work.apply(transaction);
    } catch (RequestRefusedException e) {
      // A node may have gone between its listing and its reading.
      if (last || transaction.commit()) {
        throw e;
      }
      return null;
    }
    if (transaction.commit()) {
      return result;
    }
    if (last) {
      err.println(
          "jexpy: xs: others changed the store each of the %d times that it was read; what is shown may be of several moments"
              .formatted(READINGS));
      return result;
    }
    return null;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
