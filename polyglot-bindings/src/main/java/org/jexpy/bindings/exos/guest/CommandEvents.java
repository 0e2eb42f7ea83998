package org.jexpy.bindings.exos.guest;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jexpy.bindings.exos.core.CommandEvent;
import org.jexpy.bindings.exos.core.CommandRequest;
import org.jexpy.bindings.service.EventSink;
import org.jexpy.sandbox.resource.Handle;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.resource.ResourceKind;
import org.jspecify.annotations.Nullable;

/**
 * Carries the events of one list of commands to where the guest wants them: in order, one task of
 * the executor each, so that a flood of them neither blocks who emits nor shuts out other tasks.
 * Keeps the run alive until the guest has seen the last.
 */
final class CommandEvents implements EventSink<CommandEvent> {
  /** What the guest is told in the end. */
  static final String END = "END";

  /** Null for the end. */
  private record Step(@Nullable CommandEvent event) {}

  private final Executor executor;
  private final BiConsumer<String, String> guest;
  private final Queue<Step> waiting = new ArrayDeque<>();
  private boolean scheduled;
  private boolean completed;
  private @Nullable Handle handle;

  private CommandEvents(Executor executor, BiConsumer<String, String> guest) {
    this.executor = executor;
    this.guest = guest;
  }

  /**
   * Begin.
   *
   * @param request the commands, for reports
   * @param resources told that the process waits for them
   * @param executor runs the guest's function
   * @param guest the function: the name of the event, and its text
   */
  static CommandEvents open(
      CommandRequest request,
      OwnedResources resources,
      Executor executor,
      BiConsumer<String, String> guest) {
    CommandEvents events = new CommandEvents(executor, guest);
    Handle handle =
        resources.register(
            ResourceKind.OPERATION,
            "commands " + String.join("; ", request.commands()),
            events::silence);
    synchronized (events) {
      events.handle = handle;
    }
    return events;
  }

  @Override
  public void emit(CommandEvent event) {
    add(new Step(event));
  }

  @Override
  public void complete() {
    synchronized (this) {
      if (completed) {
        return;
      }
    }
    add(new Step(null));
  }

  /** Nothing was begun: nothing is told. */
  void abandon() {
    silence();
    release();
  }

  private synchronized void silence() {
    completed = true;
    waiting.clear();
  }

  private void add(Step step) {
    synchronized (this) {
      if (completed) {
        return;
      }
      completed = step.event() == null;
      waiting.add(step);
      if (scheduled) {
        return;
      }
      scheduled = true;
    }
    schedule();
  }

  private void schedule() {
    try {
      executor.execute(this::deliverOne);
    } catch (RejectedExecutionException e) {
      // The process ends, or is buried in other work; whatever it is, this one is over.
      silence();
      release();
    }
  }

  private void deliverOne() {
    Step step;
    synchronized (this) {
      step = waiting.poll();
    }
    try {
      if (step != null && step.event() != null) {
        guest.accept(step.event().kind().name(), step.event().text());
      } else if (step != null) {
        guest.accept(END, "");
      }
    } finally {
      if (step != null && step.event() == null) {
        release();
      }
      boolean more;
      synchronized (this) {
        more = !waiting.isEmpty();
        scheduled = more;
      }
      if (more) {
        schedule();
      }
    }
  }

  private void release() {
    Handle held;
    synchronized (this) {
      held = handle;
      handle = null;
    }
    if (held != null) {
      held.release();
    }
  }
}
