package org.jexpy.host.xenstore;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.jexpy.bindings.xenstore.core.client.XenStoreException;
import org.jspecify.annotations.Nullable;

/** {@code jexpy xs}: looks at a XenStore and changes it, over its socket. */
public final class XsTool {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final Supplier<CountDownLatch> ending;

  /**
   * The tool.
   *
   * @param environment where the socket is named: {@code XENSTORED_PATH}, {@code XENSTORED_RUNDIR}
   * @param out for what was asked for
   * @param err for what went wrong, a line each
   * @param ending counted down to end what goes on for ever; asked for when that begins
   */
  public XsTool(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Supplier<CountDownLatch> ending) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.ending = ending;
  }

  /**
   * Do what the words say.
   *
   * @param words what stands behind {@code xs}
   * @return the exit status: 0; 1 if it was refused, or trees or answers differ; 2 if the words
   *     make no sense
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public int run(List<String> words) throws InterruptedException {
    try {
      return dispatch(words);
    } catch (XsUsageException e) {
      err.println("jexpy: xs: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      err.println("jexpy: xs: " + Reasons.of(e));
      return FAILED;
    } catch (XenStoreException | IllegalArgumentException e) {
      // The last is of a path or value that no packet has room for.
      err.println("jexpy: xs: " + e.getMessage());
      return FAILED;
    } finally {
      out.flush();
    }
  }

  private int dispatch(List<String> words)
      throws XsUsageException, IOException, InterruptedException {
    Path socket = socket(environment);
    List<String> rest = words;
    while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
      String flag = rest.getFirst();
      if (flag.equals("--help") || flag.equals("-h")) {
        help();
        return 0;
      }
      boolean joined = flag.startsWith("--socket=");
      if (!joined && !flag.equals("--socket")) {
        throw new XsUsageException(
            "unknown flag '%s'; 'jexpy xs --help' lists them".formatted(flag));
      }
      if (!joined && rest.size() < 2) {
        throw new XsUsageException("flag '--socket' needs a value");
      }
      socket = Path.of(joined ? flag.substring("--socket=".length()) : rest.get(1));
      rest = rest.subList(joined ? 1 : 2, rest.size());
    }
    if (rest.isEmpty()) {
      throw new XsUsageException("no command given; 'jexpy xs --help' lists them");
    }
    XsWord word = word(rest.getFirst());
    try (XsStore store = new XsStore(socket, err)) {
      return word.run(store, rest.subList(1, rest.size()), out);
    }
  }

  private XsWord word(String name) throws XsUsageException {
    @Nullable XsWord word =
        switch (name) {
          case "ls" -> NodeWords::ls;
          case "read" -> NodeWords::read;
          case "write" -> NodeWords::write;
          case "rm" -> NodeWords::rm;
          case "chmod" -> NodeWords::chmod;
          case "watch" -> NodeWords::watch;
          case "dump" -> DumpWords::dump;
          case "load" -> DumpWords::load;
          case "diff" -> DumpWords::diff;
          case "record" -> new TrafficWords(ending)::record;
          case "replay" -> TrafficWords::replay;
          default -> null;
        };
    if (word == null) {
      throw new XsUsageException(
          "unknown command '%s'; valid are ls, read, write, rm, chmod, watch, dump, load, diff, record, replay"
              .formatted(name));
    }
    return word;
  }

  /**
   * Where a XenStore's socket is, as its clients find it (specification §1.4).
   *
   * @param environment where it is named
   */
  public static Path socket(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("XENSTORED_PATH"))
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .orElseGet(
            () ->
                Path.of(environment.getOrDefault("XENSTORED_RUNDIR", "/var/run/xenstored"))
                    .resolve("socket"));
  }

  private void help() {
    out.println(
        """
        jexpy xs [--socket PATH] COMMAND

          ls [-f] [-p] [PATH]          all below a node; -f whole paths, -p permissions
          read [-R] [-p] PATH...       values; -R as they are, -p with their paths
          write [-R] PATH VALUE...     sets values; \\n, \\t, \\\\, \\x41 and \\101 in them stand for bytes, with -R for themselves
          rm PATH...                   removes nodes with all below
          chmod [-r] PATH PERM...      sets permissions, such as n0 r5; -r of all below, too
          watch [-n COUNT] PATH...     a line for each event
          dump [PATH]                  a tree as text
          load FILE                    writes what dump has printed; - is standard input
          diff FILE [FILE2]            how a dump differs from the store, or from another one
          record --listen PATH [-n COUNT] FILE
                                       what clients that connect to PATH say to the store, and what it answers; until
                                       Ctrl-C, or COUNT clients have left; - is standard output
          replay FILE                  says all that again, and shows where the answers differ

        What changes several nodes changes all of them or none. The socket is --socket, else XENSTORED_PATH, else
        $XENSTORED_RUNDIR/socket, else /var/run/xenstored/socket. Exit status 1: refused, or no XenStore answers, or trees or
        answers differ.""");
  }
}
