package org.jexpy.bindings.execnet.guest;

import org.jexpy.bindings.execnet.gateway.ExecTask;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** Something that a controller wants this guest to run. */
public final class TaskHost {
  private final GuestPatience patience;
  private final ExecTask task;

  TaskHost(GuestPatience patience, ExecTask task) {
    this.patience = patience;
    this.task = task;
  }

  /** The channel that it is given. */
  @GuestVisible
  public ChannelHost channel() {
    return new ChannelHost(patience, task.channel());
  }

  /** The code. */
  @GuestVisible
  public String source() {
    return task.source();
  }

  /** Where it comes from, or null. */
  @GuestVisible
  public @Nullable String file() {
    return task.file();
  }

  /** The function in it that is called, or null. */
  @GuestVisible
  public @Nullable String function() {
    return task.call();
  }

  /** The function's arguments, a dictionary as an item. */
  @GuestVisible
  public String arguments() {
    return Answers.latin1(task.kwargs());
  }

  /**
   * It has ended.
   *
   * @param error what the controller is told, or null if it ended well
   */
  @GuestVisible
  public void end(@Nullable String error) {
    if (error == null) {
      task.done();
    } else {
      task.failed(error);
    }
  }
}
