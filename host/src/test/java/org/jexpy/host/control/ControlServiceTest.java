package org.jexpy.host.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.shell.CommandService.Screen;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A shell's connection, before a server that answers each line at once and as a whole. */
@Timeout(60)
final class ControlServiceTest {
  private static final Screen SCREEN = new Screen(80, false);

  @TempDir Path folder;
  private ServerSocketChannel server;
  private Thread serving;
  private volatile @Nullable SocketChannel accepted;
  private UnixDomainSocketAddress address;

  @BeforeEach
  void serve() throws IOException {
    address = UnixDomainSocketAddress.of(folder.resolve("s"));
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
    serving =
        HostThreads.daemon(
            "test-server",
            () -> {
              while (server.isOpen()) {
                try (SocketChannel client = server.accept()) {
                  accepted = client;
                  answer(client);
                } catch (IOException e) {
                  // The next one, or the end.
                }
              }
            });
    serving.start();
  }

  @AfterEach
  void end() throws Exception {
    server.close();
    if (accepted != null) {
      accepted.close();
    }
    serving.join();
  }

  private static void answer(SocketChannel client) throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(Frames.encode(new Frames.Answer.Text("text")));
    both.write(Frames.encode(new Frames.Answer.Done(0, true)));
    while (client.read(ByteBuffer.allocate(1000)) >= 0) {
      client.write(ByteBuffer.wrap(both.toByteArray()));
    }
  }

  private ControlService service() throws IOException {
    return new ControlService(() -> ControlClient.connect(address.getPath()));
  }

  @Test
  void aStopThatMeetsTheEndOfALineLeavesTheNextLineItsConnection() throws IOException {
    List<String> printed = new ArrayList<>();
    try (ControlService service = service()) {
      // The whole answer is there before any of it is printed.
      assertThat(service.execute("a", SCREEN, text -> service.stop())).isZero();
      assertThat(service.execute("b", SCREEN, printed::add)).isZero();
      assertThat(printed).containsExactly("text");
      assertThat(service.prompt().unsaved()).isTrue();
    }
  }

  @Test
  void aStopBetweenLinesDoesNothing() throws IOException {
    try (ControlService service = service()) {
      service.stop();
      assertThat(service.execute("a", SCREEN, text -> {})).isZero();
      service.stop();
      assertThat(service.execute("b", SCREEN, text -> {})).isZero();
    }
  }

  @Test
  void aContainerThatHasGoneIsToldAsThat() throws Exception {
    try (ControlService service = service()) {
      end();
      service.stop();
      assertThatThrownBy(() -> service.execute("a", SCREEN, text -> service.stop()))
          .isInstanceOf(IOException.class)
          .hasMessage("the container has ended");
    }
  }
}
