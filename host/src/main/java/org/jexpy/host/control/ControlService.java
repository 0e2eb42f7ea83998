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
  private volatile @Nullable ControlClient client;
  private volatile boolean stopped;
  private boolean unsaved;

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
    client = connector.connect();
  }

  private ControlClient connected() throws IOException {
    ControlClient known = client;
    if (known == null) {
      known = connector.connect();
      client = known;
    }
    return known;
  }

  @Override
  public int execute(String line, Screen screen, Consumer<String> output) throws IOException {
    stopped = false;
    ControlClient here = connected();
    try {
      int status = here.execute(line, screen.width(), false, screen.canPage(), output);
      unsaved = here.unsaved();
      return status;
    } catch (IOException e) {
      here.close();
      client = null;
      if (stopped) {
        return 1;
      }
      throw new IOException("the container has ended", e);
    }
  }

  @Override
  public void stop() {
    ControlClient here = client;
    if (here == null) {
      return;
    }
    stopped = true;
    try {
      // The container notices, and stops the command.
      here.close();
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
  public void close() throws IOException {
    ControlClient here = client;
    if (here != null) {
      here.close();
    }
  }
}
