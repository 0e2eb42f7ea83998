package org.jexpy.host.command.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.CommandRegistry;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;
import org.jexpy.host.command.Syntax;

/** {@code help}: all commands in short, or those that begin with certain words in full. */
public final class Help implements Command {
  private final CommandRegistry registry;

  /**
   * The command.
   *
   * @param registry the commands that it explains
   */
  public Help(CommandRegistry registry) {
    this.registry = registry;
  }

  @Override
  public List<String> syntax() {
    return List.of("help {<command>...}");
  }

  @Override
  public String summary() {
    return "lists the commands, or explains those that begin with some words";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    List<String> words = call.words("command");
    List<Explained> all =
        registry.commands().stream()
            .flatMap(command -> command.syntax().stream().map(line -> Explained.of(command, line)))
            .filter(each -> each.beginsWith(words))
            .sorted((a, b) -> a.name().compareTo(b.name()))
            .toList();
    if (all.isEmpty()) {
      throw new CommandFailedException(
          "no command begins with '%s'; 'help' lists all of them"
              .formatted(String.join(" ", words)));
    }
    call.out().report(words.isEmpty() ? list(all) : explain(all));
    if (words.isEmpty()) {
      call.out().note("");
      call.out().note("'help COMMAND' shows how a command is written; so does '?' in the shell.");
    }
    return CompletableFuture.completedFuture(null);
  }

  private static Report list(List<Explained> all) {
    Report.Builder table =
        Report.table(Column.left("Command", "command"), Column.left("Summary", "summary"));
    List<String> seen = new ArrayList<>();
    for (Explained each : all) {
      String row = each.name() + '\n' + each.command().summary();
      if (!seen.contains(row)) {
        seen.add(row);
        table.row(each.name(), each.command().summary());
      }
    }
    return table.build();
  }

  private static Report explain(List<Explained> all) {
    Report.Builder fields =
        Report.fields(Column.left("Syntax", "syntax"), Column.left("Summary", "summary"));
    all.forEach(each -> fields.row(each.syntax(), each.command().summary()));
    return fields.build();
  }

  /** A line that calls a command. */
  private record Explained(Command command, Syntax syntax) {
    static Explained of(Command command, String line) {
      return new Explained(command, Syntax.of(line));
    }

    String name() {
      return String.join(" ", syntax.keywords());
    }

    boolean beginsWith(List<String> words) {
      List<String> keywords = syntax.keywords();
      if (words.size() > keywords.size()) {
        return false;
      }
      for (int i = 0; i < words.size(); i++) {
        if (!keywords.get(i).startsWith(words.get(i).toLowerCase(Locale.ROOT))) {
          return false;
        }
      }
      return true;
    }
  }
}
