package org.jexpy.host.command.configuration;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.CommandFailedException;
import org.jexpy.host.command.Failures;
import org.jexpy.host.command.Invocation;

/** {@code save configuration}. */
public final class SaveConfiguration implements Command {
  private final Supplier<CompletionStage<String>> save;

  /**
   * The command.
   *
   * @param save saves, and tells where
   */
  public SaveConfiguration(Supplier<CompletionStage<String>> save) {
    this.save = save;
  }

  @Override
  public List<String> syntax() {
    return List.of("save {configuration {primary}}");
  }

  @Override
  public String summary() {
    return "keep the processes as they are defined now";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    return save.get()
        .handle(
            (where, failure) -> {
              if (failure != null) {
                throw new CommandFailedException(Failures.text(failure), failure);
              }
              call.out().line("Configuration saved to " + where + " successfully.");
              return null;
            });
  }
}
