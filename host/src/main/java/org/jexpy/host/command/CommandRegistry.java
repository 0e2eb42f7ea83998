package org.jexpy.host.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All commands of a container, and the ways to use them. It is filled before it is used; from then
 * on any thread may read it, and commands run on the thread that executes them.
 */
public final class CommandRegistry {
  private static final System.Logger LOG = System.getLogger(CommandRegistry.class.getName());

  private final List<Command> commands = new ArrayList<>();
  private final List<Path> starts = new ArrayList<>();
  private final Set<List<Part>> known = new HashSet<>();
  private final Map<String, ValueKind> kinds = new HashMap<>();

  /** A registry without commands. */
  public CommandRegistry() {}

  /**
   * Add a command.
   *
   * @param command the command
   * @return this registry
   * @throws IllegalArgumentException if its syntax makes no sense, or another command has the same
   */
  public CommandRegistry register(Command command) {
    for (String notation : command.syntax()) {
      Syntax syntax = Syntax.of(notation);
      if (!known.add(syntax.parts())) {
        throw new IllegalArgumentException(
            "another command is called by '%s', too; %s needs another syntax"
                .formatted(syntax, command.getClass().getName()));
      }
      starts.add(new Path(command, syntax.parts(), null));
    }
    commands.add(command);
    return this;
  }

  /**
   * Say what is known of a sort of values.
   *
   * @param kind its name in syntaxes: that of the value, or what stands behind the colon
   * @param help what the values are, in a few words
   * @param values those that exist; called on the thread that completes
   * @return this registry
   */
  public CommandRegistry describe(
      String kind, String help, Supplier<? extends Collection<String>> values) {
    kinds.put(kind, new ValueKind(help, values));
    return this;
  }

  /** The commands, in the order in which they were registered. */
  public List<Command> commands() {
    return List.copyOf(commands);
  }

  /**
   * Find the command of a line.
   *
   * @param line the line
   * @param out where the command is to print
   * @param session who asks
   * @return the call; empty of a blank line or a comment
   * @throws CommandSyntaxException if the line is no command
   */
  public Optional<Invocation> parse(String line, Output out, Session session) {
    List<Token> words = Tokenizer.split(line);
    if (words.isEmpty()) {
      return Optional.empty();
    }
    Path path = Matcher.follow(line, List.copyOf(starts), words).end();
    return Optional.of(new Invocation(path, line, out, session));
  }

  /**
   * Execute a line. What goes wrong appears on the output, too.
   *
   * @param line the line
   * @param out where the command prints
   * @param session who asks
   * @return completes when it is done, or with a {@link CommandFailedException} and nothing else
   */
  public CompletionStage<Void> execute(String line, Output out, Session session) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    run(line, out, session)
        .whenComplete(
            (nothing, failure) -> {
              if (failure == null) {
                out.end();
                done.complete(null);
              } else {
                CommandFailedException told = told(line, failure);
                out.failure(told);
                done.completeExceptionally(told);
              }
            });
    return done;
  }

  private CompletionStage<@Nullable Void> run(String line, Output out, Session session) {
    try {
      Optional<Invocation> call = parse(line, out, session);
      if (call.isEmpty()) {
        return CompletableFuture.completedStage(null);
      }
      return call.get().command().run(call.get()).thenApply(nothing -> null);
    } catch (RuntimeException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static CommandFailedException told(String line, Throwable failure) {
    Throwable cause = Failures.cause(failure);
    if (cause instanceof CommandFailedException known) {
      return known;
    }
    LOG.log(System.Logger.Level.ERROR, "command '%s' failed".formatted(line), cause);
    return new CommandFailedException(
        "the command failed inside jexpy (%s); the log of the container tells more"
            .formatted(cause),
        cause);
  }

  /**
   * Find what may stand at the cursor.
   *
   * @param line the line; what stands behind the cursor does not matter
   * @param cursor the position in it; corrected if it lies outside
   * @return keywords, values, placeholders, and {@code <cr>} if the line may end there; empty if
   *     the words before make no sense
   */
  public List<Candidate> complete(String line, int cursor) {
    String beginning = line.substring(0, Math.clamp(cursor, 0, line.length()));
    return Completer.complete(beginning, List.copyOf(starts), kinds);
  }
}
