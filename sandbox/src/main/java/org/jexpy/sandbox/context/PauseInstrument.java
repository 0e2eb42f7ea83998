package org.jexpy.sandbox.context;

import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.TruffleContext;
import com.oracle.truffle.api.instrumentation.ContextsListener;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.LanguageInfo;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * Has guest threads wait at the next point where the runtime can stop them: between statements and
 * in loops, compiled or not. It watches no code, so it costs nothing while nobody pauses; it is
 * made when it is asked for first.
 */
final class PauseInstrument extends TruffleInstrument implements ContextsListener {
  /** Its name among the instruments of an engine. */
  static final String ID = "jexpy-pause";

  private final Set<TruffleContext> contexts = ConcurrentHashMap.newKeySet();

  /** What an engine offers by it. */
  interface Pauses {
    /**
     * Have threads wait. Does not wait itself. Threads that run no guest code now are left alone.
     *
     * @param threads the threads, of whichever context
     * @param pause how long
     */
    void pause(List<Thread> threads, Pause pause);
  }

  @Override
  protected void onCreate(Env env) {
    env.registerService((Pauses) (threads, pause) -> pause(env, threads, pause));
    var _ = env.getInstrumenter().attachContextsListener(this, true);
  }

  /** Each context knows which of the threads are its own. */
  private void pause(Env env, List<Thread> threads, Pause pause) {
    Thread[] asked = threads.toArray(Thread[]::new);
    for (TruffleContext context : contexts) {
      Future<Void> _ = env.submitThreadLocal(context, asked, new Waiting(pause));
    }
  }

  @Override
  public void onContextCreated(TruffleContext context) {
    contexts.add(context);
  }

  @Override
  public void onContextClosed(TruffleContext context) {
    contexts.remove(context);
  }

  @Override
  public void onLanguageContextCreated(TruffleContext context, LanguageInfo language) {}

  @Override
  public void onLanguageContextInitialized(TruffleContext context, LanguageInfo language) {}

  @Override
  public void onLanguageContextFinalized(TruffleContext context, LanguageInfo language) {}

  @Override
  public void onLanguageContextDisposed(TruffleContext context, LanguageInfo language) {}

  private static final class Waiting extends ThreadLocalAction {
    private final Pause pause;

    Waiting(Pause pause) {
      super(false, false);
      this.pause = pause;
    }

    @Override
    protected void perform(Access access) {
      pause.await();
    }
  }
}
