package org.jexpy.sandbox.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.UserHome;
import org.jexpy.sandbox.context.ChildPrograms;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.fs.ScriptReadGrant;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.RealPaths;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.CallbackLanes;
import org.jexpy.sandbox.thread.LoneLanes;
import org.jexpy.sandbox.thread.Runner;

/** One run of a script in a context: what it is bound to, and how it is run. */
public final class GuestRun {
  private static final GuestStart NOBODY =
      (name, run, work) -> {
        throw new UnsupportedOperationException(
            "'%s': no other guests can be started here".formatted(name));
      };

  private final RunRequest request;
  private final GuestStreams streams;
  private final GuestStart start;

  /**
   * A run that has not begun.
   *
   * @param request what to run
   * @param streams its standard streams
   */
  public GuestRun(RunRequest request, GuestStreams streams) {
    this(request, streams, NOBODY);
  }

  /**
   * A run that has not begun, of a guest that may start others.
   *
   * @param request what to run
   * @param streams its standard streams
   * @param start gives the others contexts
   */
  public GuestRun(RunRequest request, GuestStreams streams, GuestStart start) {
    this.request = request;
    this.streams = streams;
    this.start = start;
  }

  /**
   * What its context has to be made for.
   *
   * @param signals whether the guest's signal handlers are wanted; not for spares
   * @return the key
   */
  public ContextKey key(boolean signals) {
    return ContextKey.of(request.language(), request.permissions(), signals, streams.anyTerminal());
  }

  /**
   * Bind a context and run to the end, with lanes of its own if somebody calls it back.
   *
   * @param context the context, not yet bound
   * @param world the language's way of running a script
   * @param runner the Runner, on whose thread this is called
   * @param name the name of the process
   * @param resources where what it opens is registered; the caller closes them
   * @param life what its owner wants to know
   * @return the exit status
   * @throws InterruptedException if the Runner is interrupted while it waits
   */
  public int live(
      GuestContext context,
      GuestWorld world,
      Runner runner,
      String name,
      OwnedResources resources,
      GuestLife life)
      throws InterruptedException {
    boolean single = request.language() == GuestLanguage.JS;
    Supplier<CallbackLanes> lanes = new LoneLanes(name, single, runner, resources);
    return live(context, world, runner, name, resources, lanes, life);
  }

  /**
   * Bind a context and run to the end.
   *
   * @param context the context, not yet bound
   * @param world the language's way of running a script
   * @param runner the Runner, on whose thread this is called
   * @param name the name of the process
   * @param resources where what it opens is registered; the caller closes them
   * @param lanes where it is called back
   * @param life what its owner wants to know
   * @return the exit status
   * @throws InterruptedException if the Runner is interrupted while it waits
   */
  public int live(
      GuestContext context,
      GuestWorld world,
      Runner runner,
      String name,
      OwnedResources resources,
      Supplier<CallbackLanes> lanes,
      GuestLife life)
      throws InterruptedException {
    AccessGate gate = AccessGate.of(request.permissions());
    resources.onIdle(runner::wake);
    AtomicBoolean over = new AtomicBoolean();
    GuestPolicy policy =
        new GuestPolicy(
            gate,
            implicitReads(),
            visibleEnvironment(gate),
            streams.until(over::get),
            request.workingDirectory().toAbsolutePath(),
            request.mounts(),
            resources);
    context.bind(policy);
    try {
      return world.run(
          context,
          request,
          new GuestServices(
              name,
              gate,
              resources,
              runner,
              lanes,
              life,
              new ChildPrograms(policy),
              policy.files(),
              new OtherGuests(request, streams, resources, start)));
    } finally {
      // Daemon threads go on while what they hold is closed under them. Nobody shall hear of it, as
      // under CPython, where they stand still from here on.
      over.set(true);
    }
  }

  private ReadGrant implicitReads() {
    ReadGrant paths =
        ReadGrant.below(
            Stream.concat(request.modulePaths().stream(), request.siteFolders().stream())
                .map(this::real)
                .toList());
    Path home = RealPaths.resolve(UserHome.in(request.environment()));
    return switch (request.code()) {
      case ScriptCode.File file -> ScriptReadGrant.of(real(file.path()), home).or(paths);
      case ScriptCode.Archive archive -> {
        Path real = real(archive.path());
        // A folder is its __main__.py: the same neighbours, and nothing hidden, as if that were
        // named.
        yield Files.isDirectory(real)
            ? ScriptReadGrant.of(real.resolve("__main__.py"), home).or(paths)
            : ReadGrant.below(List.of(real)).or(paths);
      }
      default ->
          request.language() == GuestLanguage.JS
              ? ScriptReadGrant.ofPackages(real(request.workingDirectory()), home).or(paths)
              : paths;
    };
  }

  private Path real(Path named) {
    return RealPaths.resolve(request.mounts().toHost(named.toAbsolutePath()));
  }

  private Map<String, String> visibleEnvironment(AccessGate gate) {
    Map<String, String> visible = new TreeMap<>(request.environment());
    visible.keySet().removeIf(name -> !gate.allows(Permission.ENV, name));
    return visible;
  }
}
