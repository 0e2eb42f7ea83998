package org.jexpy.host.control;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jexpy.bindings.disk.OwnerOnlySocket;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.jexpy.host.loop.MainLoop;
import org.jspecify.annotations.Nullable;

/**
 * Takes command lines over a Unix socket, on the main loop. One request at a time per connection;
 * the next ones wait until the first is answered. A client that leaves ends its command, if that is
 * one that can be ended.
 */
public final class ControlServer {
  private static final System.Logger LOG = System.getLogger("org.jexpy.control");

  /** How much a client may send ahead. It is read, because only a reader sees that one leaves. */
  private static final int AHEAD = 1 << 16;

  private final MainLoop loop;
  private final CommandRegistry commands;
  private final BooleanSupplier unsaved;
  private final ChannelGroup connections;
  private @Nullable Channel listening;

  /**
   * A server that does not listen yet.
   *
   * @param loop where commands run
   * @param commands the commands
   * @param unsaved whether there is configuration to be saved
   */
  public ControlServer(MainLoop loop, CommandRegistry commands, BooleanSupplier unsaved) {
    this.loop = loop;
    this.commands = commands;
    this.unsaved = unsaved;
    this.connections = new DefaultChannelGroup(loop.eventLoop());
  }

  /**
   * Listen. Waits until the socket is there, so not for the loop.
   *
   * @param socket its path, at which there is nothing
   * @throws IOException if that is not possible
   */
  public void listen(Path socket) throws IOException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loop.eventLoop())
            .channel(NioServerDomainSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    connections.add(channel);
                    channel.pipeline().addLast(new Connection());
                  }
                });
    // Who removes it is the owner of its folder.
    var _ =
        OwnerOnlySocket.listen(
            socket,
            address -> {
              var bound = bootstrap.bind(address).awaitUninterruptibly();
              if (!bound.isSuccess()) {
                throw new IOException("cannot listen on '%s'".formatted(socket), bound.cause());
              }
              listening = bound.channel();
            });
  }

  /** Take no more connections, and end those there are. For the loop. */
  public void close() {
    if (listening != null) {
      var _ = listening.close();
    }
    var _ = connections.close();
  }

  /** One client. */
  private final class Connection extends ChannelInboundHandlerAdapter {
    private ByteBuf arrived = Unpooled.buffer();
    private boolean busy;
    private boolean flushing;
    private @Nullable RemoteAsker asker;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf part = (ByteBuf) message;
      arrived.writeBytes(part);
      part.release();
      loop.turn(() -> serve(context));
    }

    private void serve(ChannelHandlerContext context) {
      while (!busy && arrived.readableBytes() >= Integer.BYTES) {
        int length = arrived.getInt(arrived.readerIndex());
        if (length < 1 || length > Frames.MAX_REQUEST) {
          var _ = context.close();
          return;
        }
        if (arrived.readableBytes() < Integer.BYTES + length) {
          return;
        }
        byte[] content = new byte[length];
        arrived.skipBytes(Integer.BYTES).readBytes(content).discardReadBytes();
        try {
          answer(context, Frames.request(content));
        } catch (IOException | RuntimeException e) {
          // Nonsense, or a defect; a client that waited for an answer would wait for ever.
          LOG.log(System.Logger.Level.DEBUG, "a request could not be answered", e);
          var _ = context.close();
          return;
        }
      }
      // What a client sends beyond that waits on its side.
      context.channel().config().setAutoRead(!busy || arrived.readableBytes() < AHEAD);
    }

    private void answer(ChannelHandlerContext context, Frames.Request request) {
      switch (request) {
        case Frames.Request.Complete complete ->
            send(
                context,
                new Frames.Answer.Candidates(
                    commands.complete(complete.line(), complete.cursor())));
        case Frames.Request.Execute execute -> {
          busy = true;
          RemoteAsker client = new RemoteAsker(loop, context.channel());
          asker = client;
          Session session = new Session(execute.width(), execute.json(), execute.canPage(), client);
          Output out = Output.of(session, text -> send(context, new Frames.Answer.Text(text)));
          var _ =
              commands
                  .execute(execute.line(), out, session)
                  .whenComplete((nothing, failure) -> done(context, failure == null ? 0 : 1));
        }
      }
    }

    private void done(ChannelHandlerContext context, int status) {
      var _ =
          context
              .writeAndFlush(
                  Unpooled.wrappedBuffer(
                      Frames.encode(new Frames.Answer.Done(status, unsaved.getAsBoolean()))))
              // The next request is looked at when this answer is out: else output could pile up.
              .addListener(written -> loop.execute(() -> answered(context)));
    }

    private void answered(ChannelHandlerContext context) {
      if (asker != null) {
        asker.finished();
      }
      busy = false;
      serve(context);
    }

    /** Many pieces of one turn go out together. */
    private void send(ChannelHandlerContext context, Frames.Answer answer) {
      var _ = context.write(Unpooled.wrappedBuffer(Frames.encode(answer)));
      if (!flushing) {
        flushing = true;
        loop.execute(
            () -> {
              flushing = false;
              context.flush();
            });
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (asker != null) {
        // Not from within: it may be a turn that has written which makes room.
        loop.execute(asker::roomChanged);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      arrived.release();
      arrived = Unpooled.EMPTY_BUFFER;
      if (asker != null) {
        loop.turn(asker::left);
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }
}
