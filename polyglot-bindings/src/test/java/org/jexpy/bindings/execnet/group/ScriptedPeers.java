package org.jexpy.bindings.execnet.group;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jexpy.bindings.execnet.transport.LocalWorkers;
import org.jexpy.bindings.execnet.transport.Surroundings;
import org.jspecify.annotations.Nullable;

/**
 * A machine whose {@code ssh} and {@code vagrant} are shells that stay here, and that remembers.
 */
public final class ScriptedPeers implements Surroundings {
  final List<List<String>> commands = new CopyOnWriteArrayList<>();
  final BlockingQueue<String> warnings = new LinkedBlockingQueue<>();
  final List<Thread> threads = new CopyOnWriteArrayList<>();

  /** The threads that were asked for. */
  public List<Thread> threads() {
    return threads;
  }

  /** What was told. */
  public BlockingQueue<String> warnings() {
    return warnings;
  }

  @Override
  public Process start(List<String> command, Map<String, String> environment) throws IOException {
    commands.add(command);
    List<String> words = new ArrayList<>(command);
    if (command.contains("nowhere")) {
      words = List.of("sh", "-c", "exit 255");
    } else if (List.of("ssh", "vagrant").contains(command.getFirst())) {
      words = List.of("sh", "-c", command.getLast());
    }
    return DIRECT.start(words, environment);
  }

  @Override
  public List<String> interpreter() {
    return DIRECT.interpreter();
  }

  @Override
  public Socket connect(String host, int port) throws IOException {
    return DIRECT.connect(host, port);
  }

  @Override
  public ServerSocket listen(String host, int port) throws IOException {
    return DIRECT.listen(host, port);
  }

  @Override
  public Thread thread(String name, Runnable body) {
    Thread thread = DIRECT.thread(name, body);
    threads.add(thread);
    return thread;
  }

  @Override
  public void warn(String line) {
    warnings.add(line);
  }

  @Override
  public @Nullable LocalWorkers contexts() {
    return null;
  }
}
