package org.jexpy.host.control;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jexpy.host.command.Candidate;
import org.jexpy.host.shell.CommandService;
import org.jexpy.host.shell.PromptState;
import org.jspecify.annotations.Nullable;

/** What a shell needs, from a container behind its control socket. */
public final class ControlService implements CommandService, AutoCloseable {
  private final Connector connector;
  private final Object lock = new Object();
  // What a line and its stop share.
  private @Nullable ControlClient client;
  private boolean executing;
  private boolean stopped;
  private volatile boolean unsaved;

  /** Connects, and connects again after a command was stopped. */
  @FunctionalInterface
  public interface Connector {
    /**
     * Connect.
     *
     * @throws IOException if no container answers
     */
    ControlClient connect() throws IOException;
  }

  /**
   * A service that is connected.
   *
   * @param connector connects
   * @throws IOException if no container answers
   */
  public ControlService(Connector connector) throws IOException {
    this.connector = connector;
    this.client = connector.connect();
  }

  private ControlClient connected() throws IOException {
    synchronized (lock) {
      if (client != null) {
        return client;
      }
    }
    ControlClient made = connector.connect();
    synchronized (lock) {
      client = made;
    }
    return made;
  }

  @Override
  public int execute(String line, Screen screen, Consumer<String> output) throws IOException {
    synchronized (lock) {
      executing = true;
      stopped = false;
    }
    try {
      ControlClient here = connected();
      if (isStopped()) {
        return 1;
      }
      int status = here.execute(line, screen.width(), false, screen.canPage(), output);
      unsaved = here.unsaved();
      return status;
    } catch (IOException e) {
      forgetConnection();
      if (isStopped()) {
        return 1;
      }
      throw new IOException("the container has ended", e);
    } finally {
      over();
    }
  }

  private boolean isStopped() {
    synchronized (lock) {
      return stopped;
    }
  }

  /**
   * A line that was stopped may have had its answer already: its connection is closed all the same.
   */
  private void over() {
    synchronized (lock) {
      executing = false;
      if (stopped) {
        forgetConnection();
      }
    }
  }

  @Override
  public void stop() {
    synchronized (lock) {
      if (executing) {
        stopped = true;
        // The container notices, and stops the command.
        closeQuietly(client);
      }
    }
  }

  private void forgetConnection() {
    synchronized (lock) {
      closeQuietly(client);
      client = null;
    }
  }

  private static void closeQuietly(@Nullable ControlClient connection) {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  @Override
  public List<Candidate> complete(String line, int cursor) throws IOException {
    return connected().complete(line, cursor);
  }

  @Override
  public PromptState prompt() {
    return new PromptState("jexpy", unsaved, true);
  }

  @Override
  public void close() {
    forgetConnection();
  }
}
