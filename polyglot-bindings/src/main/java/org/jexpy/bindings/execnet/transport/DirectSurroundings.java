package org.jexpy.bindings.execnet.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jexpy.bindings.BindingsThreads;
import org.jspecify.annotations.Nullable;

/** The machine itself. */
final class DirectSurroundings implements Surroundings {
  private static final System.Logger LOG = System.getLogger("org.jexpy.execnet");
  private static final int BACKLOG = 50;

  /** The number of ENOENT is all that tells. */
  private static final Pattern NO_SUCH_FILE = Pattern.compile("error[=:] ?2\\b");

  @Override
  public Process start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      if (e.getMessage() != null && NO_SUCH_FILE.matcher(e.getMessage()).find()) {
        NoSuchFileException missing = new NoSuchFileException(command.getFirst());
        missing.initCause(e);
        throw missing;
      }
      throw e;
    }
  }

  @Override
  public List<String> interpreter() {
    return List.of("python3");
  }

  @Override
  public Socket connect(String host, int port) throws IOException {
    return new Socket(host, port);
  }

  @Override
  public ServerSocket listen(String host, int port) throws IOException {
    return new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
  }

  @Override
  public Thread thread(String name, Runnable body) {
    return BindingsThreads.daemon(name, body);
  }

  @Override
  public void warn(String line) {
    LOG.log(System.Logger.Level.WARNING, line);
  }

  @Override
  public @Nullable LocalWorkers contexts() {
    return null;
  }
}
