package org.jexpy.bindings.xenstore.core.client;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Payload;

/**
 * Calls that do not wait for their replies: a program may have thousands under way on one
 * connection. What {@link XenStoreClient#callAsync} says of futures holds for these.
 *
 * <pre>{@code
 * AsyncCalls calls = store.async();
 * List<CompletableFuture<byte[]>> names =
 *     domains.stream().map(domain -> calls.read("/local/domain/" + domain + "/name")).toList();
 * for (CompletableFuture<byte[]> name : names) {
 *   System.out.println(new String(name.join(), US_ASCII));
 * }
 * }</pre>
 */
public final class AsyncCalls {
  private final XenStoreClient client;

  AsyncCalls(XenStoreClient client) {
    this.client = client;
  }

  private CompletableFuture<byte[]> ask(Operation operation, byte[] payload) {
    return client.callAsync(operation, 0, payload, client.timeout());
  }

  private CompletableFuture<Void> tell(Operation operation, byte[] payload) {
    return ask(operation, payload).thenAccept(ok -> {});
  }

  /**
   * The value of a node.
   *
   * @param path the node
   */
  public CompletableFuture<byte[]> read(String path) {
    return ask(Operation.READ, Payload.of(path));
  }

  /**
   * Set the value of a node; it is made if it is missing, and so is what is above it.
   *
   * @param path the node
   * @param value its value
   */
  public CompletableFuture<Void> write(String path, byte[] value) {
    return tell(Operation.WRITE, Payload.of(path, value));
  }

  /**
   * Make a node with an empty value, unless it is there.
   *
   * @param path the node
   */
  public CompletableFuture<Void> mkdir(String path) {
    return tell(Operation.MKDIR, Payload.of(path));
  }

  /**
   * Remove a node and all below it.
   *
   * @param path the node; it may be missing, but not the node above it
   */
  public CompletableFuture<Void> remove(String path) {
    return tell(Operation.RM, Payload.of(path));
  }

  /**
   * The names of a node's children, however many.
   *
   * @param path the node
   */
  public CompletableFuture<List<String>> list(String path) {
    return ask(Operation.DIRECTORY, Payload.of(path))
        .thenApply(Payload::strings)
        .exceptionallyCompose(
            failure ->
                isTooLarge(failure)
                    ? rest(new DirectoryParts(path))
                    : CompletableFuture.failedFuture(failure));
  }

  private static boolean isTooLarge(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RequestRefusedException refused && refused.is(Errno.E2BIG);
  }

  private CompletableFuture<List<String>> rest(DirectoryParts parts) {
    return ask(Operation.DIRECTORY_PART, parts.next())
        .thenCompose(part -> parts.add(part) ? completedFuture(parts.names()) : rest(parts));
  }
}
