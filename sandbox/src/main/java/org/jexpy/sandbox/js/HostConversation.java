package org.jexpy.sandbox.js;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.graalvm.polyglot.Context;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** What {@code internal/repl.js} asks of the host. */
public final class HostConversation {
  private final Context context;
  private final boolean terminal;
  private final BlockingQueue<String> prompts = new LinkedBlockingQueue<>();
  private @Nullable String wanted;

  HostConversation(Context context, boolean terminal) {
    this.context = context;
    this.terminal = terminal;
  }

  /** Whether somebody types. */
  @GuestVisible
  public boolean isTerminal() {
    return terminal;
  }

  /** Has the next line read when this turn is over; it arrives by a call of {@code line}. */
  @GuestVisible
  public void ask(String prompt) {
    wanted = prompt;
  }

  /** The turn is over: nothing of the guest runs while the prompt appears. */
  void endTurn() {
    if (wanted != null) {
      prompts.add(wanted);
      wanted = null;
    }
  }

  /** The global names, those of {@code let}, {@code const} and {@code class} too. */
  @GuestVisible
  public String names() {
    return String.join("\n", List.copyOf(context.getBindings("js").getMemberKeys()));
  }

  /** Waits until a line is wanted. */
  String nextPrompt() throws InterruptedException {
    return prompts.take();
  }
}
