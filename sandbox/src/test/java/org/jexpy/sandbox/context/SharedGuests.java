package org.jexpy.sandbox.context;

import java.util.List;
import java.util.function.Function;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.guest.GuestWorlds;

/** One engine for all tests of a JVM: making the first context on an engine takes seconds. */
public final class SharedGuests {
  private static final GuestEngine ENGINE = GuestEngine.create();

  private SharedGuests() {}

  /** A starter on the shared engine. */
  public static GuestStarter starter() {
    return starter(language -> GuestWorlds.of(language, List.of()));
  }

  /** A starter on the shared engine with worlds of its own. */
  static GuestStarter starter(Function<GuestLanguage, GuestWorld> worlds) {
    return new GuestStarter(new ContextFactory(ENGINE, List.of(), "/usr/bin/jexpy"), worlds);
  }
}
