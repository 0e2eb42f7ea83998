package org.jexpy.host.control;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jexpy.host.command.Candidate;

/** Gives command lines to a container. For one thread. */
public final class ControlClient implements AutoCloseable {
  private final SocketChannel channel;
  private final DataInputStream in;
  private boolean unsaved;

  private ControlClient(SocketChannel channel) {
    this.channel = channel;
    this.in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
  }

  /**
   * Connect.
   *
   * @param socket the control socket of a container
   * @throws IOException if nobody answers there
   */
  public static ControlClient connect(Path socket) throws IOException {
    return new ControlClient(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
  }

  /**
   * Execute a line, and wait for its end.
   *
   * @param line the line
   * @param width of what is printed on; 0 if unknown
   * @param json whether reports are to be JSON
   * @param canPage whether somebody looks at the output page by page
   * @param out takes the output, the text of a failure among it
   * @return 0, or 1 if the command failed
   * @throws IOException if the container is gone
   */
  public int execute(String line, int width, boolean json, boolean canPage, Consumer<String> out)
      throws IOException {
    send(new Frames.Request.Execute(width, json, canPage, line));
    while (true) {
      switch (answer()) {
        case Frames.Answer.Text text -> out.accept(text.text());
        case Frames.Answer.Done done -> {
          unsaved = done.unsaved();
          return done.status();
        }
        case Frames.Answer.Candidates list ->
            throw new IOException("the container answers another question");
      }
    }
  }

  /**
   * Find what may stand at a place.
   *
   * @param line the line
   * @param cursor the place
   * @throws IOException if the container is gone
   */
  public List<Candidate> complete(String line, int cursor) throws IOException {
    send(new Frames.Request.Complete(cursor, line));
    if (answer() instanceof Frames.Answer.Candidates list) {
      return list.candidates();
    }
    throw new IOException("the container answers another question");
  }

  /** Whether there was configuration to be saved after the last command. */
  public boolean unsaved() {
    return unsaved;
  }

  private Frames.Answer answer() throws IOException {
    try {
      return Frames.readAnswer(in);
    } catch (EOFException e) {
      throw new IOException("the container ended the connection, or has ended itself", e);
    }
  }

  private void send(Frames.Request request) throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(Frames.encode(request));
    if (frame.remaining() > Frames.MAX_REQUEST) {
      throw new IOException("the line is longer than %d bytes".formatted(Frames.MAX_REQUEST));
    }
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
