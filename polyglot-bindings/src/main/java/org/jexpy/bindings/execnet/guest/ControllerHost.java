package org.jexpy.bindings.execnet.guest;

import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.gateway.Gateway;
import org.jexpy.sandbox.GuestVisible;
import org.jspecify.annotations.Nullable;

/** A gateway of a Python guest that has a worker run code. */
public final class ControllerHost extends GatewayHost {
  private final Gateway gateway;

  ControllerHost(GuestPatience patience, Gateway gateway) {
    super(patience, gateway);
    this.gateway = gateway;
  }

  Gateway raw() {
    return gateway;
  }

  /**
   * Have the worker run code.
   *
   * @param source the code
   * @param file where it comes from, or null
   * @param call the function in it that is called, or null
   * @param arguments its arguments, a dictionary as an item
   * @return a {@link ChannelHost}, or a failure
   */
  @GuestVisible
  public Object remoteExec(
      String source, @Nullable String file, @Nullable String call, String arguments) {
    return channel(() -> gateway.remoteExec(source, file, call, Answers.bytes(arguments)));
  }

  /** Ask the worker how it is: an item, or a failure. */
  @GuestVisible
  public Object remoteStatus() {
    try {
      return Answers.of(gateway.remoteStatusItem());
    } catch (ExecnetException e) {
      return gateway.channels().finished() ? Answers.FINISHED : Answers.of(e);
    } catch (InterruptedException e) {
      return Answers.AGAIN;
    }
  }

  /** Have the worker end. Does not wait for it. */
  @GuestVisible
  public void exit() {
    gateway.exit();
  }
}
