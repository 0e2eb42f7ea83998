package org.jexpy.bindings.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands in for {@code /dev/xen/xenbus}: pseudo-terminals in raw mode, each a way to a connection
 * of a server. CPython makes them, as Java cannot.
 */
public final class TerminalBridge implements AutoCloseable {
  private static final String SCRIPT =
      """
      import os, pty, socket, sys, threading, tty

      def bridge(name):
          master, slave = pty.openpty()
          tty.setraw(slave)
          peer = socket.socket(socket.AF_UNIX)
          peer.connect(sys.argv[1])

          def down():
              data = peer.recv(4096)
              while data:
                  data = data[os.write(master, data):] or peer.recv(4096)
              os._exit(0)

          def up():
              while True:
                  peer.sendall(os.read(master, 4096))

          for body in down, up:
              threading.Thread(target=body, daemon=True).start()
          os.symlink(os.ttyname(slave), name)

      for name in sys.argv[2:]:
          bridge(name)
      print("ready", flush=True)
      sys.stdin.read()
      """;

  private final Process process;

  private TerminalBridge(Process process) {
    this.process = process;
  }

  /**
   * Make terminals.
   *
   * @param socket the socket of a server that runs
   * @param links for each terminal a link to make that leads to it
   */
  public static TerminalBridge start(Path socket, Path... links) throws IOException {
    List<String> command = new ArrayList<>(List.of("python3", "-c", SCRIPT, socket.toString()));
    for (Path link : links) {
      command.add(link.toString());
    }
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      MissingPeer.report("no terminals: install python3 (%s)".formatted(e.getMessage()));
      throw e;
    }
    TerminalBridge bridge = new TerminalBridge(process);
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (!"ready".equals(line)) {
      bridge.close();
      throw new IOException("the bridge says '%s' (expected 'ready')".formatted(line));
    }
    return bridge;
  }

  /** End it: whoever has a terminal open sees its end. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
