package org.jexpy.host.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jexpy.host.xenstore.XsTool;

/**
 * The top of the command line. A command's class is loaded when it is called, so that none pays for
 * another.
 */
public final class JexpyCommand {
  private static final List<String> NAMES =
      List.of(
          "run", "repl", "serve", "exec", "shell", "xenstored", "xs", "version", "setup", "help");

  private JexpyCommand() {}

  /**
   * Run a command line.
   *
   * @param args the words after {@code jexpy}
   * @return the exit status
   */
  public static int execute(String... args) {
    List<String> words = List.of(args);
    String name = words.isEmpty() ? "" : words.getFirst();
    try {
      if (name.startsWith("-") && WorkerCommand.recognises(words)) {
        return new WorkerCommand().execute(words);
      }
      Optional<CliCommand> command = named(name);
      if (command.isPresent()) {
        return command.get().execute(words.subList(1, words.size()));
      }
      // As an interpreter: what scripts do with sys.executable.
      if (isScript(name)) {
        return new RunCommand().execute(words);
      }
      throw unknown(name);
    } catch (UsageException e) {
      System.err.println("jexpy: " + e.getMessage());
      return UsageException.STATUS;
    } catch (Exception e) {
      System.err.println(FailureReport.of(e, System.getenv()));
      return FailureReport.STATUS;
    }
  }

  private static Optional<CliCommand> named(String name) {
    return switch (name) {
      case "run" -> Optional.of(new RunCommand());
      case "repl" -> Optional.of(new ReplCommand());
      case "serve" -> Optional.of(new ServeCommand());
      case "exec" -> Optional.of(new ExecCommand());
      case "shell" -> Optional.of(new ShellCommand());
      case "xenstored" -> Optional.of(new XenstoredCommand());
      case "xs" ->
          Optional.of(
              words ->
                  new XsTool(System.getenv(), System.out, System.err, AskedToEnd::bySignals)
                      .run(words));
      case "version" -> Optional.of(new VersionCommand());
      case "setup" -> Optional.of(new SetupCommand());
      case "help", "--help", "-h" -> Optional.of(words -> help());
      default -> Optional.empty();
    };
  }

  private static boolean isScript(String word) {
    return word.equals("-")
        || word.startsWith("-c")
        || word.startsWith("-m")
        || word.equals("-u")
        || word.endsWith(".py")
        || word.endsWith(".pyw")
        || word.endsWith(".js")
        || word.endsWith(".mjs")
        || word.endsWith(".cjs")
        || word.endsWith(".pyz");
  }

  private static UsageException unknown(String name) {
    List<String> valid = new ArrayList<>(NAMES);
    String what = name.isEmpty() ? "no command given" : "unknown command '%s'".formatted(name);
    return new UsageException(
        what
            + Nearest.to(name, valid)
                .map("; did you mean '%s'?"::formatted)
                .orElse("; valid are " + String.join(", ", valid)));
  }

  private static int help() {
    System.out.println(
        """
        jexpy runs Python and JavaScript scripts as supervised processes on the JVM.

          jexpy run [flags] FILE | -m MODULE | -c CODE | - [ARGS]   run a script (jexpy run --help)
          jexpy repl [flags]                                        Python, input by input (jexpy repl --help)
          jexpy serve [flags]                                       a container of processes (jexpy serve --help)
          jexpy exec [flags] COMMAND                                command a container (jexpy exec help)
          jexpy shell [flags]                                       a conversation with a container
          jexpy xenstored [--socket PATH]                           a XenStore server (jexpy xenstored --help)
          jexpy xs COMMAND                                          look at a XenStore and change it (jexpy xs --help)
          jexpy version                                             what is in use here, and what would be faster
          jexpy setup                                               make a private run-time image with the guest JIT

        Exit status 2: the command line is wrong. 70: jexpy itself failed.""");
    return 0;
  }
}
