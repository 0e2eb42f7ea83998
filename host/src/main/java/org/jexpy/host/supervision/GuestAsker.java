package org.jexpy.host.supervision;

import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.command.Asker;

/**
 * A process that gives a list of commands and waits for its end. Nobody can wait for its own end,
 * so what stops the asker is put off until its list is done. For the main loop.
 */
public final class GuestAsker implements Asker {
  private final String process;
  private final List<Runnable> afterwards = new ArrayList<>();

  GuestAsker(String process) {
    this.process = process;
  }

  @Override
  public String title() {
    return "process " + process;
  }

  /** Whether this process waits for the commands that it gave. */
  public boolean waits(String name) {
    return process.equals(name);
  }

  /** Do something when the list is done and answered. */
  public void afterwards(Runnable task) {
    afterwards.add(task);
  }

  void finished() {
    List<Runnable> tasks = List.copyOf(afterwards);
    afterwards.clear();
    tasks.forEach(Runnable::run);
  }
}
