package org.jexpy.host.surfaces;

import java.util.List;
import org.jexpy.bindings.execnet.guest.ExecnetExtension;
import org.jexpy.bindings.exos.guest.ExosExtension;
import org.jexpy.bindings.exos.guest.ExosProcess;
import org.jexpy.bindings.exos.guest.ExshExtension;
import org.jexpy.bindings.xenstore.guest.PyxsExtension;
import org.jexpy.host.supervision.GuestInstance;
import org.jexpy.host.supervision.ScriptRun;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestStreams;

/** The surfaces of a process, together with the services behind them. */
public final class Surfaces {
  private Surfaces() {}

  /**
   * The surfaces of a script that is run by hand: no container manages it, so it is alone and
   * manages itself.
   *
   * @param streams the streams of the run; its log goes to standard error
   * @return the extensions for one run; each run takes its own
   */
  public static List<GuestExtension> standalone(GuestStreams streams) {
    return List.of(
        new ExosExtension(
            false, services -> ExosProcess.standalone(services.gate(), streams.err())),
        new PyxsExtension(),
        new ExecnetExtension());
  }

  /**
   * The surfaces of the processes of a container. Which process asks is known by its {@link
   * GuestInstance}.
   *
   * @return the extensions for all of them
   */
  public static List<GuestExtension> managed() {
    return List.of(
        new ExosExtension(true, services -> ((GuestInstance) services.life()).services()),
        new PyxsExtension(),
        new ExecnetExtension());
  }

  /**
   * The surfaces of the scripts that {@code run script} runs.
   *
   * @return the extensions for all of them
   */
  public static List<GuestExtension> scripts() {
    return List.of(
        new ExshExtension(services -> ((ScriptRun) services.life()).commands()),
        new PyxsExtension(),
        new ExecnetExtension());
  }
}
