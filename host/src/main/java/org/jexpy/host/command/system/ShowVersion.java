package org.jexpy.host.command.system;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jexpy.host.command.Column;
import org.jexpy.host.command.Command;
import org.jexpy.host.command.Invocation;
import org.jexpy.host.command.Report;

/** {@code show version}. */
public final class ShowVersion implements Command {
  private final VersionInfo version;

  /**
   * The command.
   *
   * @param version what it tells
   */
  public ShowVersion(VersionInfo version) {
    this.version = version;
  }

  @Override
  public List<String> syntax() {
    return List.of("show version");
  }

  @Override
  public String summary() {
    return "what runs here, and since when";
  }

  @Override
  public CompletionStage<Void> run(Invocation call) {
    call.out()
        .report(
            Report.fields(
                    Column.left("jexpy", "build"),
                    Column.left("Java", "java"),
                    Column.left("Profile", "profile"),
                    Column.left("System", "system"),
                    Column.left("Started", "started"))
                .row(
                    version.build(),
                    version.java(),
                    version.profile(),
                    version.system(),
                    version.started())
                .build());
    return CompletableFuture.completedFuture(null);
  }
}
