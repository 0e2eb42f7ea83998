package org.jexpy.bindings.xenstore.core.server;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jexpy.bindings.xenstore.core.store.Outcome;
import org.jexpy.bindings.xenstore.core.store.Quotas;
import org.jexpy.bindings.xenstore.core.store.Store;
import org.jexpy.bindings.xenstore.core.wire.CNumber;
import org.jexpy.bindings.xenstore.core.wire.Errno;
import org.jexpy.bindings.xenstore.core.wire.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Commands for the server itself: what {@code xenstore-control} gives it. Those that would write
 * files, or replace the program while it runs, are listed as genuine servers list them, and
 * refused.
 */
final class ControlCommands {
  private static final System.Logger LOG = System.getLogger("org.jexpy.xenstore");
  private static final String HEAD = "Quota settings:\n";

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Store store;
  private final Domains domains;
  private boolean tracing;

  /**
   * A command.
   *
   * @param usage what {@code help} shows behind its name
   * @param action what it does with its arguments; null if they make no sense
   */
  private record Command(String usage, Function<List<String>, @Nullable Outcome> action) {}

  ControlCommands(Store store, Domains domains) {
    this.store = store;
    this.domains = domains;
    put("check", "", words -> words.isEmpty() ? Outcome.OK : null);
    put("log", "on|off", this::log);
    put(
        "live-update",
        "[-c <cmdline>] [-F] [-t <timeout>] <file>\n    Default timeout is 60 seconds.",
        words -> null);
    put("logfile", "<file>", words -> null);
    put("memreport", "[<file>]", words -> null);
    put("print", "<string>", ControlCommands::print);
    put("quota", "[set <name> <val>|<domid>]", this::quota);
    put("quota-soft", "[set <name> <val>]", words -> words.isEmpty() ? text(HEAD) : null);
    put("help", "", words -> words.isEmpty() ? help() : null);
  }

  private void put(String name, String usage, Function<List<String>, @Nullable Outcome> action) {
    commands.put(name, new Command(usage, action));
  }

  /** Whether requests are logged. */
  boolean tracing() {
    return tracing;
  }

  Outcome execute(byte[] payload) {
    if (Payload.count(payload) < 1) {
      return Outcome.refused(Errno.EINVAL);
    }
    List<String> words = Payload.strings(payload);
    @Nullable Command command = commands.get(words.getFirst());
    @Nullable Outcome outcome =
        command == null ? null : command.action().apply(words.subList(1, words.size()));
    return outcome == null ? Outcome.refused(Errno.EINVAL) : outcome;
  }

  private static Outcome text(String text) {
    return new Outcome.Done(Payload.of(text));
  }

  private Outcome help() {
    StringBuilder text = new StringBuilder();
    commands.forEach(
        (name, command) -> text.append(name).append('\t').append(command.usage()).append('\n'));
    return text(text.toString());
  }

  private @Nullable Outcome log(List<String> words) {
    boolean on = words.equals(List.of("on"));
    if (!on && !words.equals(List.of("off"))) {
      return null;
    }
    tracing = on;
    return Outcome.OK;
  }

  private static @Nullable Outcome print(List<String> words) {
    if (words.size() != 1) {
      return null;
    }
    LOG.log(System.Logger.Level.INFO, "control: {0}", words.getFirst());
    return Outcome.OK;
  }

  private @Nullable Outcome quota(List<String> words) {
    return switch (words.size()) {
      case 0 -> settings();
      case 1 -> usage(CNumber.leading(words.getFirst()));
      case 3 -> words.getFirst().equals("set") ? set(words.get(1), words.getLast()) : null;
      default -> null;
    };
  }

  private Outcome settings() {
    Quotas quotas = domains.quotas();
    StringBuilder text = new StringBuilder(HEAD);
    line(text, "nodes", quotas.nodes(), "Nodes per domain");
    line(text, "watches", quotas.watches(), "Watches per domain");
    line(text, "transactions", quotas.transactions(), "Transactions per domain");
    line(
        text,
        "transaction-nodes",
        quotas.transactionNodes(),
        "Max. number of accessed nodes per transaction");
    line(text, "node-size", quotas.nodeSize(), "Max. size of a node");
    line(text, "permissions", quotas.permissions(), "Max. number of permissions per node");
    return text(text.toString());
  }

  private static void line(StringBuilder text, String name, int value, String meaning) {
    text.append(String.format(Locale.ROOT, "%-17s: %8d %s\n", name, value, meaning));
  }

  private @Nullable Outcome set(String name, String value) {
    int number = CNumber.leading(value);
    Quotas now = domains.quotas();
    @Nullable Quotas changed = number < 1 ? null : now.with(name, number);
    if (changed == null) {
      return null;
    }
    domains.quotas(changed);
    return Outcome.OK;
  }

  private Outcome usage(int number) {
    @Nullable Domain domain = domains.find(number);
    if (domain == null && number != 0) {
      return Outcome.refused(Errno.ENOENT);
    }
    StringBuilder text =
        new StringBuilder("Domain %s:\n".formatted(Integer.toUnsignedString(number)));
    List<Session> sessions = domain == null ? List.of() : domain.sessions();
    used(text, "nodes", store.state().owned(number));
    used(text, "watches", sessions.stream().mapToInt(one -> one.watches().size()).sum());
    used(text, "transactions", sessions.stream().mapToInt(Session::openTransactions).sum());
    return text(text.toString());
  }

  private static void used(StringBuilder text, String name, int value) {
    text.append(String.format(Locale.ROOT, "%-16s: %8d\n", name, value));
  }
}
