package org.jexpy.host.command.xenstore;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jexpy.bindings.xenstore.core.wire.PathRules;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Failures;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;
import org.jexpy.host.xenstore.XenStoreView;
import org.jspecify.annotations.Nullable;

/** {@code show xenstore}: the nodes of the container's XenStore, and who uses it. */
public final class ShowXenStore implements Command {
  private static final String TOP = "/";
  private static final int WIDEST = 80;

  private final Optional<Function<String, CompletableFuture<XenStoreView>>> look;

  /**
   * The command.
   *
   * @param look looks at a path, and tells what is there on the thread that executes commands;
   *     empty if the container has no XenStore
   */
  public ShowXenStore(Optional<Function<String, CompletableFuture<XenStoreView>>> look) {
    this.look = look;
  }

  @Override
  public List<String> syntax() {
    return List.of("show xenstore {<path>}");
  }

  @Override
  public String summary() {
    return "the nodes of the container's XenStore, and who uses it";
  }

  @Override
  public Map<String, String> hints() {
    return Map.of("path", "a node, such as /local: it and all below");
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    if (look.isEmpty()) {
      throw new CommandFailedException(
          "this container has no XenStore; start it with 'jexpy serve --xenstore memory' or '--xenstore file', or look at another one by 'jexpy xs ls'");
    }
    Optional<String> asked = call.find("path");
    String path = asked.orElse(TOP);
    if (!PathRules.valid(path)) {
      throw new CommandFailedException(
          "'%s' is no path of a node; one is / or /local/domain/0, of letters, digits and -_@"
              .formatted(path));
    }
    return look.get()
        .apply(path)
        .handle(
            (view, failure) -> {
              if (failure != null) {
                throw new CommandFailedException(Failures.text(failure), failure);
              }
              print(call, asked, path, view);
              return null;
            });
  }

  private static void print(
      Invocation call, Optional<String> asked, String path, XenStoreView view) {
    if (view.rows().isEmpty()) {
      throw new CommandFailedException(
          "there is no node '%s'; 'show xenstore' shows those that there are".formatted(path));
    }
    if (asked.isEmpty()) {
      call.out().report(summary(view));
      call.out().note("");
    }
    call.out().report(tree(view));
    long more = view.nodes() - view.rows().size();
    if (more > 0) {
      call.out()
          .line(
              "%d more nodes are not shown; give a path, or list all: XENSTORED_PATH=%s jexpy xs ls"
                  .formatted(more, view.socket()));
    }
  }

  private static Report summary(XenStoreView view) {
    return Report.fields(
            Column.left("Socket", "socket"),
            Column.left("Kept In", "keptIn"),
            Column.right("Nodes", "nodes"),
            Column.right("Connections", "connections"),
            Column.right("Watches", "watches"),
            Column.right("Transactions", "transactions"))
        .row(
            view.socket().toString(),
            view.kept(),
            view.nodes(),
            view.connections(),
            view.watches(),
            view.transactions())
        .build();
  }

  private static Report tree(XenStoreView view) {
    Report.Builder report =
        Report.table(
            Column.left("Node", "path").shownBy(ShowXenStore::indented),
            Column.left("Permissions", "permissions").shownBy(ShowXenStore::joined),
            Column.left("Value", "value").shownBy(ShowXenStore::beginning));
    for (XenStoreView.Row row : view.rows()) {
      report.row(new Place(row), row.permissions(), row.value());
    }
    return report.build();
  }

  private static String indented(@Nullable Object value) {
    return value instanceof Place place ? place.indented() : "";
  }

  private static String joined(@Nullable Object value) {
    return value instanceof List<?> words
        ? words.stream().map(String::valueOf).collect(Collectors.joining(" "))
        : "";
  }

  /** One long value would make the table wider than any screen. */
  private static String beginning(@Nullable Object value) {
    String text = String.valueOf(value);
    return text.length() <= WIDEST
        ? text
        : "%s… (%d characters)".formatted(text.substring(0, WIDEST), text.length());
  }

  /** Where a node is: its path for programs, its name below the one above for people. */
  private record Place(XenStoreView.Row row) {
    String indented() {
      int slash = row.path().lastIndexOf('/');
      return row.depth() == 0
          ? row.path()
          : "  ".repeat(row.depth()) + row.path().substring(slash + 1);
    }

    @Override
    public String toString() {
      return row.path();
    }
  }
}
