package org.jexpy.bindings.xenstore.core.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jexpy.bindings.xenstore.core.wire.FrameReader;
import org.jexpy.bindings.xenstore.core.wire.FrameWriter;
import org.jexpy.bindings.xenstore.core.wire.MalformedPacketException;
import org.jexpy.bindings.xenstore.core.wire.Operation;
import org.jexpy.bindings.xenstore.core.wire.Packet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a client behind a socket is listened to. */
final class SocketSessionTest {
  private final SlowBackend backend = new SlowBackend();
  private final FrameReader answers = new FrameReader();
  private final Engine engine;

  SocketSessionTest() throws IOException {
    engine = Client.engine(backend, Set.of());
  }

  @Test
  void aClientWhoseAnswerWaitsForTheDiskIsNotListenedToUntilThen() throws Exception {
    EmbeddedChannel client = client();
    say(client, 1, "/k", "1");
    assertThat(heard(client)).isEmpty();
    assertThat(client.config().isAutoRead()).isFalse();
    backend.durable(1);
    engine.durable();

    assertThat(heard(client)).containsExactly("1");
    assertThat(client.config().isAutoRead()).isTrue();
  }

  @Test
  void theDiskMayBeReadyBeforeItSaysSo() throws Exception {
    EmbeddedChannel watches = client();
    watches.writeInbound(frame(Operation.WATCH, 1, "/k", "t\0"));
    say(watches, 2, "/mine", "1");
    assertThat(watches.config().isAutoRead()).isFalse();
    backend.durable(2);
    // This sends what waits, so nobody does when the disk's word comes.
    say(client(), 1, "/k", "2");
    assertThat(heard(watches)).containsExactly("1", "0", "2", "0");
    engine.durable();

    assertThat(watches.config().isAutoRead()).isTrue();
  }

  @Test
  void whatWasReadAlreadyIsDoneWhenThereIsRoomAgain() throws Exception {
    Held held = new Held();
    EmbeddedChannel client = client(held);
    ByteBuf many = Unpooled.buffer();
    for (int i = 1; i <= 200; i++) {
      many.writeBytes(frame(Operation.WRITE, i, "/" + i, "x".repeat(20)));
    }
    client.writeInbound(many);
    client.runPendingTasks();
    assertThat(client.config().isAutoRead()).isFalse();
    backend.durable(Long.MAX_VALUE);
    engine.durable();
    while (held.letGo()) {
      client.runPendingTasks();
    }

    assertThat(heard(client)).hasSize(200).startsWith("1").endsWith("200");
    assertThat(client.config().isAutoRead()).isTrue();
  }

  private EmbeddedChannel client(ChannelOutboundHandlerAdapter... before) {
    EmbeddedChannel channel = new EmbeddedChannel(before);
    SocketSession session = new SocketSession(engine, channel);
    assertThat(session.begin(0)).isTrue();
    channel.pipeline().addLast(session);
    return channel;
  }

  private static void say(EmbeddedChannel client, int id, String path, String value) {
    client.writeInbound(frame(Operation.WRITE, id, path, value));
  }

  private static ByteBuf frame(Operation operation, int id, String path, String value) {
    byte[] payload = (path + "\0" + value).getBytes(StandardCharsets.US_ASCII);
    return Unpooled.wrappedBuffer(
        FrameWriter.encode(new Packet(operation.number(), id, 0, payload)));
  }

  /** The numbers of the requests that were answered since the last time. */
  private List<String> heard(EmbeddedChannel client) throws MalformedPacketException {
    List<String> ids = new ArrayList<>();
    for (@Nullable ByteBuf part = client.readOutbound();
        part != null;
        part = client.readOutbound()) {
      answers.feed(part.nioBuffer());
      part.release();
    }
    for (@Nullable Packet packet = answers.next(); packet != null; packet = answers.next()) {
      ids.add(Integer.toString(packet.requestId()));
    }
    return ids;
  }

  /** A socket that takes nothing before it is told to. */
  private static final class Held extends ChannelOutboundHandlerAdapter {
    private final Deque<Runnable> writes = new ArrayDeque<>();

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      writes.add(
          () -> {
            var _ = context.writeAndFlush(message, promise);
          });
    }

    boolean letGo() {
      @Nullable Runnable first = writes.poll();
      if (first != null) {
        first.run();
      }
      return first != null;
    }
  }
}
