package org.jexpy.sandbox.js;

import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestVisible;

/** How guest code speaks to its event loop. */
public final class HostLoop {
  private final GuestRealm realm;
  private boolean ticksWanted;

  private final GuestLife life;

  HostLoop(GuestRealm realm, GuestLife life) {
    this.realm = realm;
    this.life = life;
  }

  /** An error that nothing caught has been reported. */
  @GuestVisible
  public void uncaught() {
    life.uncaught();
  }

  /** Has {@code process.nextTick} callbacks run before the loop takes its next task. */
  @GuestVisible
  public void requestTicks() {
    ticksWanted = true;
  }

  /** Ends the run at once with this status. */
  @GuestVisible
  public void exit(int status) {
    realm.exit(status & 0xff);
  }

  boolean takeTicks() {
    boolean wanted = ticksWanted;
    ticksWanted = false;
    return wanted;
  }
}
