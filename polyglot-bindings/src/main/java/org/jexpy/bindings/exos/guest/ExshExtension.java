package org.jexpy.bindings.exos.guest;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jexpy.bindings.exos.core.CommandExecution;
import org.jexpy.bindings.guest.FacadeFiles;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.fs.VirtualMount;

/**
 * The module {@code exsh} of Python, and {@code jexpy:exsh} of JavaScript: what {@code run script}
 * offers. A script tells by what it can import where it runs, so nothing has this and {@link
 * ExosExtension} (specification of EXOS §0.3, decision (b)).
 */
public final class ExshExtension implements GuestExtension {
  private static final Map<String, VirtualMount.Content> FACADES =
      FacadeFiles.of(ExshExtension.class, List.of("js/exsh.mjs", "python/exsh.py"));

  private final Function<GuestServices, CommandExecution> commands;

  /**
   * The extension.
   *
   * @param commands executes the commands of a script; asked at its first import
   */
  public ExshExtension(Function<GuestServices, CommandExecution> commands) {
    this.commands = commands;
  }

  @Override
  public String name() {
    return "exsh";
  }

  @Override
  public Map<String, VirtualMount.Content> facades() {
    return FACADES;
  }

  @Override
  public Object bind(GuestServices services) {
    return new ExshHost(commands.apply(services), services);
  }
}
