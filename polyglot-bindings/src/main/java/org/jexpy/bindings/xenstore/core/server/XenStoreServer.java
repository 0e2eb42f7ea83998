package org.jexpy.bindings.xenstore.core.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;
import org.jspecify.annotations.Nullable;

/**
 * A XenStore server in this program: what C xenstored is, for the same clients and tools, without
 * Xen. Has one thread of its own, {@code jexpy-xenstore}; safe for use by many.
 *
 * <p>A socket is domain 0, as with the genuine ones. Other domains are those of a {@link
 * Hypervisor}; they are served once somebody introduces them.
 */
public final class XenStoreServer implements Closeable {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final List<OwnerOnlySocket> sockets = new ArrayList<>();
  private final Store store;
  private final Engine engine;
  private final ServerLoop loop;
  private final ChannelGroup channels;
  private boolean closed;

  private XenStoreServer(Builder options) throws IOException {
    store = new Store(options.backend);
    engine = new Engine(store, options.hypervisor, options.quotas, this::later);
    try {
      engine.open();
    } catch (IOException | RuntimeException e) {
      closeAfter(e, store);
      throw e;
    }
    loop = new ServerLoop();
    channels = new DefaultChannelGroup(loop.eventLoop());
  }

  private void later(Runnable task) {
    // Once it is closed, nobody is left for whom it could matter.
    boolean _ = loop.execute(task);
  }

  private static void closeAfter(Exception failure, Closeable opened) {
    try {
      opened.close();
    } catch (IOException | RuntimeException other) {
      failure.addSuppressed(other);
    }
  }

  /** How a server is to be. */
  public static final class Builder {
    private final Map<Path, Integer> sockets = new LinkedHashMap<>();
    private StoreBackend backend = StoreBackend.memory();
    private Hypervisor hypervisor = Hypervisor.declared(Set.of());
    private Quotas quotas = Quotas.DEFAULT;

    private Builder() {}

    /**
     * Listen on a Unix socket, which only the owner of this program can connect to.
     *
     * @param path where; a socket on which nobody listens is replaced
     */
    public Builder socket(Path path) {
      return domainSocket(0, path);
    }

    /**
     * Listen on a socket whose connections are those of another domain than 0. They are refused
     * while that is not introduced.
     *
     * @param domain the domain
     * @param path where
     */
    public Builder domainSocket(int domain, Path path) {
      sockets.put(path, domain);
      return this;
    }

    /** Where the store is kept; {@link StoreBackend#memory} by default. */
    public Builder store(StoreBackend kept) {
      backend = kept;
      return this;
    }

    /** Who knows the domains; by default there are none but domain 0. */
    public Builder hypervisor(Hypervisor knows) {
      hypervisor = knows;
      return this;
    }

    /** What unprivileged domains may have; {@link Quotas#DEFAULT} by default. */
    public Builder quotas(Quotas limits) {
      quotas = limits;
      return this;
    }

    /**
     * Start the server. Its sockets are there when this returns.
     *
     * @throws IOException if a socket cannot be made, or somebody listens on it already, or the
     *     store cannot be opened
     */
    public XenStoreServer start() throws IOException {
      XenStoreServer server = new XenStoreServer(this);
      server.loop.start();
      backend.onDurable(() -> server.later(server.engine::durable));
      try {
        for (Map.Entry<Path, Integer> socket : sockets.entrySet()) {
          server.listen(socket.getKey(), socket.getValue());
        }
      } catch (IOException | RuntimeException e) {
        closeAfter(e, server);
        throw e;
      }
      return server;
    }
  }

  /** Begin to say how a server is to be. */
  public static Builder builder() {
    return new Builder();
  }

  private void listen(Path path, int domain) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop.eventLoop())
            .channel(NioServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel, domain);
                  }
                });
    OwnerOnlySocket socket =
        OwnerOnlySocket.listen(path, address -> bind(bootstrap, address, path));
    synchronized (sockets) {
      sockets.add(socket);
    }
  }

  private void bind(ServerBootstrap bootstrap, UnixDomainSocketAddress address, Path path)
      throws IOException {
    var bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IOException(
          "cannot listen on '%s': %s".formatted(path, bound.cause().getMessage()), bound.cause());
    }
    channels.add(bound.channel());
  }

  private void accept(Channel channel, int domain) {
    SocketSession session = new SocketSession(engine, channel);
    if (session.begin(domain)) {
      channels.add(channel);
      channel.pipeline().addLast(session);
    } else {
      LOG.log(System.Logger.Level.DEBUG, "a connection of domain {0}, which is not known", domain);
      var _ = channel.close();
    }
  }

  /**
   * A domain says that its ring has changed. Of no effect once the server is closed.
   *
   * @param domain the domain
   */
  public void kicked(int domain) {
    later(() -> engine.kicked(domain));
  }

  /**
   * Something has become of domains: the hypervisor is asked how they are.
   *
   * @return completed when that is done, and watches were told; with an exception if the hypervisor
   *     throws one, or the server is closed
   */
  public CompletableFuture<Void> domainsChanged() {
    return ask(
        () -> {
          engine.domainsChanged();
          return null;
        });
  }

  private <T extends @Nullable Object> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    boolean taken =
        loop.execute(
            () -> {
              try {
                answer.complete(question.get());
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            });
    return taken
        ? answer
        : CompletableFuture.failedFuture(
            new IllegalStateException("the server is closed; start another one"));
  }

  /**
   * What the server has now.
   *
   * @return completed by the server's thread; fails with {@link IllegalStateException} if the
   *     server is closed
   */
  public CompletableFuture<ServerSnapshot> snapshot() {
    return ask(engine::snapshot);
  }

  /**
   * Close all connections, remove the sockets, and end the thread. May be called twice.
   *
   * @throws IOException if a socket could not be removed, or it is not known whether the last
   *     changes are on the disk; everything is closed all the same
   */
  @Override
  public void close() throws IOException {
    if (loop.inLoop()) {
      throw new IllegalStateException("the server's own thread cannot wait for its end");
    }
    List<Closeable> parts = new ArrayList<>();
    synchronized (sockets) {
      if (closed) {
        return;
      }
      closed = true;
      sockets.forEach(socket -> parts.add(socket::remove));
    }
    parts.add(this::closeChannels);
    parts.add(loop::stop);
    parts.add(store);
    closeAll(parts);
  }

  private void closeChannels() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    later(() -> channels.close().addListener(ended -> done.complete(null)));
    done.join();
  }

  /** Each of them, whatever becomes of the others. */
  static void closeAll(List<Closeable> parts) throws IOException {
    IOException failure = null;
    for (Closeable part : parts) {
      try {
        part.close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
