package org.jexpy.sandbox.context;

import java.util.List;
import org.jexpy.sandbox.guest.GuestWorlds;

/** One engine for all tests of a JVM: making the first context on an engine takes seconds. */
public final class SharedGuests {
  private static final GuestEngine ENGINE = GuestEngine.create();

  private SharedGuests() {}

  /** A starter on the shared engine. */
  public static GuestStarter starter() {
    var factory = new ContextFactory(ENGINE, List.of(), "/usr/bin/jexpy");
    return new GuestStarter(factory, language -> GuestWorlds.of(language, List.of()));
  }
}
