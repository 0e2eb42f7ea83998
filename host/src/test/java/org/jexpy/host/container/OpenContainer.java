package org.jexpy.host.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jexpy.host.command.Asker;
import org.jexpy.host.command.Output;
import org.jexpy.host.command.Session;
import org.jexpy.host.loop.HostThreads;
import org.jexpy.host.loop.MainLoop;

/** A container of which the loop and the command language are at hand. */
final class OpenContainer implements AutoCloseable {
  private final Machinery machinery;

  OpenContainer(Container.Builder plan) throws IOException {
    machinery = new Machinery(plan, MainLoop.unowned());
    HostThreads.daemon("test-loop", () -> machinery.runLoop(new CompletableFuture<>())).start();
    machinery.open();
  }

  /** Have the loop do something. */
  <T> CompletableFuture<T> ask(Callable<T> question) {
    return machinery.ask(question);
  }

  /** The socket of its XenStore. */
  Path xenStore() {
    return machinery.xenStore().orElseThrow().socket();
  }

  String exec(String line) throws Exception {
    return execute(line, Session.text(Asker.of("test")));
  }

  String json(String line) throws Exception {
    return execute(line, Session.json(Asker.of("test")));
  }

  private String execute(String line, Session session) throws Exception {
    StringBuilder text = new StringBuilder();
    return machinery
        .compose(
            () ->
                machinery
                    .commands()
                    .execute(line, Output.of(session, text::append), session)
                    .handle((nothing, failure) -> text.toString())
                    .toCompletableFuture())
        .get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    // Its loop ends with it.
    machinery.close().join();
  }
}
