package org.jexpy.host.junit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.host.container.CommandResult;
import org.jexpy.host.container.Container;
import org.jexpy.host.process.ProcessInfo;

/** What there is to know of a container when a test has failed, shown with the failure. */
final class ContainerLogs extends Exception {
  private static final long serialVersionUID = 1;

  /** A container that does not answer is no reason for a test to hang. */
  private static final long PATIENCE_SECONDS = 10;

  private ContainerLogs(String text) {
    super(text, null, false, false);
  }

  /**
   * Ask a container.
   *
   * @param container the container
   * @return what it says, to be added to the failure; or why it says nothing
   */
  static Exception of(Container container) {
    StringBuilder text = new StringBuilder("the container when the test had failed\n");
    try {
      add(text, container, "show process");
      add(text, container, "show log");
      for (ProcessInfo process : answer(container.processes())) {
        add(text, container, "show log process " + process.spec().name());
      }
      return new ContainerLogs(text.toString());
    } catch (ExecutionException | TimeoutException e) {
      return e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return e;
    }
  }

  private static void add(StringBuilder text, Container container, String command)
      throws ExecutionException, TimeoutException, InterruptedException {
    CommandResult result = answer(container.exec(command));
    text.append("> ").append(command).append('\n').append(result.output());
  }

  private static <T> T answer(CompletableFuture<T> question)
      throws ExecutionException, TimeoutException, InterruptedException {
    return question.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
