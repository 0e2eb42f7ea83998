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
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.store.StoreBackend;

/**
 * A XenStore server in this program: what C xenstored is, for the same clients and tools, without
 * Xen. Has one thread of its own, {@code jexpy-xenstore}; safe for use by many.
 *
 * <p>A socket is domain 0, as with the genuine ones. Other domains are those of a {@link
 * Hypervisor}; they are served once somebody introduces them.
 */
public final class XenStoreServer implements Closeable {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");

  private final ServerLoop loop = new ServerLoop();
  private final ChannelGroup channels = new DefaultChannelGroup(loop.eventLoop());
  private final List<OwnerOnlySocket> sockets = new ArrayList<>();
  private final Store store;
  private final Engine engine;
  private boolean closed;

  private XenStoreServer(Builder options) throws IOException {
    store = new Store(options.backend);
    engine = new Engine(store, options.hypervisor, options.quotas);
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
      backend.onDurable(() -> server.loop.executeIfRunning(server.engine::durable));
      try {
        for (Map.Entry<Path, Integer> socket : sockets.entrySet()) {
          server.listen(socket.getKey(), socket.getValue());
        }
      } catch (IOException | RuntimeException e) {
        try {
          server.close();
        } catch (IOException | RuntimeException other) {
          e.addSuppressed(other);
        }
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
   * A domain says that its ring has changed.
   *
   * @param domain the domain
   */
  public void kicked(int domain) {
    loop.execute(() -> engine.kicked(domain));
  }

  /**
   * Something has become of domains: the hypervisor is asked how they are.
   *
   * @return completed when that is done, and watches were told
   */
  public CompletableFuture<Void> domainsChanged() {
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(
        () -> {
          engine.domainsChanged();
          done.complete(null);
        });
    return done;
  }

  /** Close all connections, remove the sockets, and end the thread. May be called twice. */
  @Override
  public void close() throws IOException {
    if (loop.inLoop()) {
      throw new IllegalStateException("the server's own thread cannot wait for its end");
    }
    synchronized (sockets) {
      if (closed) {
        return;
      }
      closed = true;
      for (OwnerOnlySocket socket : sockets) {
        socket.remove();
      }
    }
    CompletableFuture<Void> done = new CompletableFuture<>();
    loop.execute(() -> channels.close().addListener(ended -> done.complete(null)));
    done.join();
    loop.stop();
    store.close();
  }
}
