package org.jexpy.sandbox.context;

import java.util.function.Function;
import org.jexpy.sandbox.GuestLanguage;

/** Starts guests, each on a Runner of its own that makes and closes its context. */
public final class GuestStarter {
  private final ContextFactory factory;
  private final Function<GuestLanguage, GuestWorld> worlds;

  /**
   * A starter.
   *
   * @param factory makes the contexts
   * @param worlds makes a language's way of running a script, anew for each guest
   */
  public GuestStarter(ContextFactory factory, Function<GuestLanguage, GuestWorld> worlds) {
    this.factory = factory;
    this.worlds = worlds;
  }

  /**
   * Start a guest in a context made for it.
   *
   * @param name the name of its Runner
   * @param key what the context is made for
   * @param work what it does
   * @return the guest
   */
  public StartedGuest startCold(String name, ContextKey key, GuestWork work) {
    GuestWorld world = worlds.apply(key.language());
    return new StartedGuest(ParkedRunner.cold(name, factory, key, world, work), StartKind.COLD);
  }

  /** Start a Runner that parks. */
  ParkedRunner park(String name, ContextKey key) {
    return ParkedRunner.spare(name, factory, key, worlds.apply(key.language()));
  }
}
