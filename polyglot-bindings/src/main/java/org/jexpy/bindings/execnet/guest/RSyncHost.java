package org.jexpy.bindings.execnet.guest;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import org.jexpy.bindings.execnet.channel.ChannelTimeoutException;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.rsync.RSync;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.Errno;
import org.jspecify.annotations.Nullable;

/**
 * What a Python guest copies to other machines. What its methods answer is what {@link Answers}
 * says, and {@link GroupHost#makegateway} of Python's classes; null if all went well.
 */
public final class RSyncHost {
  private final GuestPatience patience;
  private final RSync rsync;

  RSyncHost(GuestPatience patience, RSync rsync) {
    this.patience = patience;
    this.rsync = rsync;
  }

  /**
   * Copy to a machine, too.
   *
   * @param gateway a gateway to it
   * @param folder what the copy is called there
   * @param delete whether what is only there is removed there
   * @return the {@link ChannelHost} of the conversation, or a failure
   */
  @GuestVisible
  public Object addTarget(ControllerHost gateway, String folder, boolean delete) {
    return gateway.channel(() -> rsync.addTarget(gateway.raw(), folder, delete));
  }

  /** Whether there is anything left to copy to. */
  @GuestVisible
  public boolean hasTargets() {
    return rsync.hasTargets();
  }

  /** Tell the targets what there is. */
  @GuestVisible
  public @Nullable Object begin() {
    try {
      rsync.begin();
      return null;
    } catch (IOException e) {
      return of(e);
    } catch (ExecnetException e) {
      return Answers.of(e);
    } catch (IllegalArgumentException e) {
      return "v" + e.getMessage();
    }
  }

  /**
   * Do what a target asks for next.
   *
   * @param nanos how long to wait until one does; negative for ever
   */
  @GuestVisible
  public @Nullable Object step(long nanos) {
    return patience.wait(
        nanos,
        limit -> {
          boolean done;
          try {
            done = rsync.step(limit);
          } catch (IOException e) {
            return of(e);
          }
          if (!done) {
            throw new ChannelTimeoutException("");
          }
          return null;
        });
  }

  private static String of(IOException failure) {
    return switch (failure) {
      case AccessDeniedException denied ->
          GroupHost.errno(
              Errno.EACCES,
              denied.getReason() == null ? Errno.EACCES.text() : denied.getReason(),
              String.valueOf(denied.getFile()));
      case FileSystemException other when other.getReason() != null -> "o" + other.getReason();
      default -> "o" + failure.getMessage();
    };
  }
}
