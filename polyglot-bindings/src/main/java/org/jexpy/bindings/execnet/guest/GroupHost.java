package org.jexpy.bindings.execnet.guest;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jexpy.bindings.BindingsThreads;
import org.jexpy.bindings.execnet.channel.ExecnetException;
import org.jexpy.bindings.execnet.group.Group;
import org.jexpy.bindings.execnet.serial.Coercion;
import org.jexpy.bindings.execnet.serial.LoadException;
import org.jexpy.bindings.execnet.serial.Loader;
import org.jexpy.bindings.execnet.spec.ExecModel;
import org.jexpy.bindings.execnet.spec.XSpec;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.net.Errno;
import org.jexpy.sandbox.permission.AccessRefusedException;
import org.jspecify.annotations.Nullable;

/** A group of a Python guest. */
public final class GroupHost {
  private final GuestPatience patience;
  private final Group group;

  GroupHost(GuestPatience patience, Group group) {
    this.patience = patience;
    this.group = group;
  }

  /** Say how things are run, before there is a gateway. */
  @GuestVisible
  public void setModels(String local, String remote) {
    group.setModels(ExecModel.of(local), ExecModel.of(remote));
  }

  /**
   * Make a gateway.
   *
   * @param spec its specification
   * @param values a dictionary as an item: what the script has set besides
   * @return a {@link ControllerHost}; or a text: {@code v}, {@code a} and {@code k} for errors of
   *     Python's classes of values, assertions and keys, {@code n} with the number and the text of
   *     an errno, parted by NUL, and perhaps a name; or as {@link Answers} says
   */
  @GuestVisible
  public Object makegateway(String spec, String values) {
    try {
      return new ControllerHost(patience, group.makegateway(specification(spec, values)));
    } catch (ExecnetException e) {
      return Answers.of(e);
    } catch (IllegalArgumentException e) {
      return "v" + e.getMessage();
    } catch (IllegalStateException e) {
      return "a" + e.getMessage();
    } catch (AccessRefusedException e) {
      return errno(Errno.EACCES, String.valueOf(e.getMessage()), "");
    } catch (NoSuchFileException e) {
      return errno(Errno.ENOENT, Errno.ENOENT.text(), String.valueOf(e.getFile()));
    } catch (ConnectException e) {
      return errno(Errno.ECONNREFUSED, Errno.ECONNREFUSED.text(), "");
    } catch (IOException e) {
      return "o" + e.getMessage();
    } catch (InterruptedException e) {
      return "ointerrupted"; // handled at the script's next safepoint
    }
  }

  static String errno(Errno errno, String text, String name) {
    return "n%d\0%s\0%s".formatted(errno.number(), text, name);
  }

  private static XSpec specification(String text, String values) {
    Object loaded =
        Loader.load(
            Answers.bytes(values),
            Coercion.NONE,
            id -> {
              throw new LoadException("a channel (%d) specifies nothing".formatted(id));
            });
    XSpec spec = XSpec.of(text);
    for (Map.Entry<?, ?> entry : ((Map<?, ?>) Objects.requireNonNull(loaded)).entrySet()) {
      spec = spec.with((String) entry.getKey(), (String) Objects.requireNonNull(entry.getValue()));
    }
    return spec;
  }

  /**
   * End all gateways, by a thread of its own.
   *
   * @param nanos how long workers may take before they are killed; negative for no limit of the
   *     script's
   * @return what can be waited for
   */
  @GuestVisible
  public Ending terminate(long nanos) {
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    BindingsThreads.daemon(
            "jexpy-execnet-end",
            () -> {
              try {
                group.terminate(nanos < 0 ? null : Duration.ofNanos(nanos));
              } finally {
                ended.complete(true);
              }
            })
        .start();
    return new Ending(patience, ended);
  }

  /** The end of a group, under way. */
  public static final class Ending {
    private final GuestPatience patience;
    private final CompletableFuture<Boolean> ended;

    private Ending(GuestPatience patience, CompletableFuture<Boolean> ended) {
      this.patience = patience;
      this.ended = ended;
    }

    /**
     * Wait for it.
     *
     * @param nanos how long to wait; negative for ever
     */
    @GuestVisible
    public @Nullable Object finished(long nanos) {
      return patience.await(ended, nanos);
    }
  }
}
