package org.jexpy.host.supervision;

import java.util.ArrayList;
import java.util.List;
import org.jexpy.host.command.Asker;

/**
 * A process, or a script that somebody runs, that gives a list of commands and waits for its end.
 * Nobody can wait for its own end, so what stops the asker is put off until its list is done. For
 * the main loop.
 */
public final class GuestAsker implements Asker {
  private final String title;
  private final String process;
  private final int depth;
  private final List<Runnable> afterwards = new ArrayList<>();
  private boolean finished;

  private GuestAsker(String title, String process, int depth) {
    this.title = title;
    this.process = process;
    this.depth = depth;
  }

  /**
   * A process.
   *
   * @param name its name
   */
  static GuestAsker process(String name) {
    return new GuestAsker("process " + name, name, 0);
  }

  /**
   * A script, which is no process.
   *
   * @param name the name of its file
   * @param depth how deep it is nested, from 1
   */
  static GuestAsker script(String name, int depth) {
    return new GuestAsker("script " + name, "", depth);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public int depth() {
    return depth;
  }

  /** Whether this process waits for the commands that it gave. */
  public boolean waits(String name) {
    return process.equals(name);
  }

  /**
   * Do something when the list is done and answered, or nobody waits for it any more.
   *
   * @param task what to do
   * @return takes it back: a list may be long, and what one of its commands began may be over
   */
  public Runnable afterwards(Runnable task) {
    if (finished) {
      task.run();
    } else {
      afterwards.add(task);
    }
    return () -> afterwards.remove(task);
  }

  void finished() {
    finished = true;
    List<Runnable> tasks = List.copyOf(afterwards);
    afterwards.clear();
    tasks.forEach(Runnable::run);
  }
}
