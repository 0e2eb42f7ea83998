package org.jexpy.host.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jexpy.host.container.Container;
import org.jexpy.host.process.StateException;
import org.jexpy.sandbox.thread.LastWords;
import org.jexpy.sandbox.thread.SignalHandlers;
import org.jspecify.annotations.Nullable;

/** {@code jexpy serve}: a container that stays, its event loop on the main thread. */
final class ServeCommand implements CliCommand {
  private static final List<String> FLAGS =
      List.of(
          "--state", "--modules", "--spares", "--xenstore", "--profile", "--max-heap", "--allow-*");
  private static final int INTERRUPTED = 130;

  @Override
  public int execute(List<String> words) throws UsageException {
    ContainerFlags flags = ContainerFlags.parse("serve", FLAGS, words);
    if (flags.help()) {
      help();
      return 0;
    }
    if (!flags.rest().isEmpty()) {
      throw new UsageException(
          "serve: '%s' is no flag; 'jexpy exec' and 'jexpy shell' command a container that serves"
              .formatted(flags.rest().getFirst()));
    }
    Map<String, String> environment = System.getenv();
    Container.Builder builder =
        Container.builder()
            .stateDirectory(flags.paths().root())
            .permissions(flags.permissions())
            .environment(environment)
            .executable(System.getProperty("jexpy.executable", "jexpy"))
            .controlSocket(ContainerFlags.serveCommand(environment, flags.paths()));
    flags.modules().ifPresent(builder::modules);
    flags.spares().ifPresent(builder::spares);
    flags.xenStore().ifPresent(builder::xenStore);
    Ending ending = new Ending();
    ending.listen();
    try {
      builder.run(
          container -> {
            System.out.println("jexpy: serving, state in " + flags.paths().root());
            System.out.flush();
            ending.serves(container);
          });
      return 0;
    } catch (StateException | IOException e) {
      System.err.println("jexpy: " + e.getMessage());
      return 1;
    }
  }

  /** What the signals of an operator do: the first ends in good order, the second at once. */
  private static final class Ending {
    private @Nullable Container container;
    private boolean asked;

    void listen() {
      for (String signal : List.of("INT", "TERM", "HUP")) {
        SignalHandlers handlers = SignalHandlers.of(signal);
        Object _ = handlers.install(handlers.handler(this::asked));
      }
    }

    synchronized void serves(Container running) {
      container = running;
      if (asked) {
        var _ = running.closeAsync();
      }
    }

    private void asked() {
      boolean second;
      synchronized (this) {
        second = asked;
        asked = true;
        if (!second && container != null) {
          var _ = container.closeAsync();
        }
      }
      if (second) {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        LastWords.exit("ended by the second signal, before all processes had ended", INTERRUPTED);
      }
    }
  }

  private static void help() {
    System.out.println(
        """
        jexpy serve [--state DIR] [--modules DIR] [--spares N] [--xenstore memory|file[:DIR][,sync=process|disk]]
                    [--allow-*, --deny-*, -A] [--profile quick|jit] [--max-heap SIZE]

        Runs a container until Ctrl-C or SIGTERM. Its processes are commanded by 'jexpy exec' and 'jexpy shell'.

          --state DIR     where configuration, logs and the control socket are (default: jexpy/default in your state folder)
          --modules DIR   where modules are looked for (default: cfg in the state directory)
          --spares N      how many contexts are kept ready of each kind (default 1)
          --xenstore WHERE   serve a XenStore to the processes, which find it by XENSTORED_PATH and may connect to it:
                          memory: it begins empty; file: it is kept in xenstore in the state directory, file:DIR: in another
                          one; ,sync=disk behind it: each change is answered when a crash of the machine would not undo it
          --allow-NAME, --deny-NAME, -A   what all processes may do, as for 'jexpy run'""");
  }
}
