package org.jexpy.sandbox.python;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.function.GuestFunctions;
import org.jexpy.sandbox.function.GuestReply;
import org.jspecify.annotations.Nullable;

/** Runs Python as {@code python3} does, as far as permissions go. */
public final class PythonWorld implements GuestWorld {
  /** What most scripts import: paid by the spare, not by the script. */
  private static final String COMMON_IMPORTS =
      "for _ in ('threading', 'json', 'logging', 'traceback'): __import__(_)\ndel _\n";

  /**
   * Instead of a status: the script came to its end. One that left by {@code sys.exit(0)} waits for
   * nothing.
   */
  private static final int COMPLETED = -1;

  /**
   * How many errors of one end are reported: a report may be interrupted by Ctrl-C, but one that
   * cannot be written must not be reported for ever.
   */
  private static final int REPORTS = 3;

  private final List<GuestExtension> extensions;
  private @Nullable Value warmBootstrap;

  /**
   * The Python world.
   *
   * @param extensions what scripts can import besides their own modules
   */
  public PythonWorld(List<GuestExtension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  @Override
  public void warm(GuestContext guest) {
    warmBootstrap = settled(guest);
    guest
        .polyglot()
        .eval(
            Source.newBuilder("python", COMMON_IMPORTS, "<jexpy warm-up>")
                .internal(true)
                .buildLiteral());
  }

  @Override
  public int run(GuestContext guest, RunRequest request, GuestServices services)
      throws InterruptedException {
    Value bootstrap = warmBootstrap == null ? settled(guest) : warmBootstrap;
    try (InterruptGuard guard = guard(guest, request)) {
      PythonHost host = new PythonHost(services, extensions, guard);
      enter(bootstrap, guest, request, host, guard);
      try {
        services.life().callable(functions(guest.polyglot()));
        services.life().entered();
        int status = statusOf(bootstrap, () -> execute(bootstrap, guest, request));
        if (status == COMPLETED) {
          services.life().loaded();
          status = stay(bootstrap, services);
        }
        if (host.exitedAtOnce().isPresent()) {
          return host.exitedAtOnce().getAsInt();
        }
        int leaving = statusOf(bootstrap, () -> call(bootstrap, "leave"));
        // As in CPython, output that could not be flushed counts for more than the script's own
        // status.
        return leaving == 0 ? status : leaving;
      } catch (PolyglotException e) {
        // os._exit on another thread tears this one out of whatever it does, not always cleanly.
        return host.exitedAtOnce().orElseThrow(() -> e);
      }
    }
  }

  /** Stay while the guest is wanted or holds something; gives the status. */
  private static int stay(Value bootstrap, GuestServices services) throws InterruptedException {
    if (!services.life().resident()) {
      return Math.max(0, statusOf(bootstrap, () -> call(bootstrap, "wait")));
    }
    // Not in Python: its threads end and its pools close when the guest leaves, not before.
    services.runner().loopUntil(services::isOver);
    return 0;
  }

  /** The bootstrap of a context, with done what needs no process. */
  private Value settled(GuestContext guest) {
    Context context = guest.polyglot();
    ProxyExecutable pieces = arguments -> PythonPieces.evaluate(context, arguments[0].asString());
    Value bootstrap = PythonPieces.evaluate(context, "bootstrap").execute(pieces);
    call(bootstrap, "settle", PythonSetup.ofContext(guest.key(), extensions));
    return bootstrap;
  }

  /** Most guests are never asked for one: the piece is evaluated at the first call. */
  private static GuestFunctions functions(Context context) {
    return GuestReply.functions(
        (function, arguments, reply) ->
            PythonPieces.evaluate(context, "functions").executeVoid(function, arguments, reply));
  }

  private static InterruptGuard guard(GuestContext guest, RunRequest request) {
    return InterruptGuard.of(
        guest.key().signals(), request.code() instanceof ScriptCode.Conversation);
  }

  /** Make a context a run's own, without running anything. */
  private static void enter(
      Value bootstrap,
      GuestContext guest,
      RunRequest request,
      PythonHost host,
      InterruptGuard guard) {
    GuestPolicy policy = guest.policy().get();
    var setup = new PythonSetup(request, policy.streams(), policy.environment());
    call(bootstrap, "enter", setup.arguments(host));
    guard.install();
  }

  private static int execute(Value bootstrap, GuestContext guest, RunRequest request)
      throws IOException {
    Context context = guest.polyglot();
    return switch (request.code()) {
      case ScriptCode.File file -> {
        String name = file.path().toAbsolutePath().toString();
        call(bootstrap, "prepare", name);
        yield evaluate(
            context,
            Files.readAllBytes(request.mounts().toHost(file.path().toAbsolutePath())),
            name);
      }
      case ScriptCode.Text text -> {
        call(bootstrap, "prepare", (Object) null);
        yield evaluate(context, text.text(), "<string>");
      }
      case ScriptCode.Module module -> call(bootstrap, "execute", "module", module.name());
      case ScriptCode.Archive archive ->
          call(bootstrap, "execute", "archive", archive.path().toString());
      case ScriptCode.StandardInput stdin -> {
        byte[] content = guest.policy().get().streams().in().readAllBytes();
        call(bootstrap, "prepare", "<stdin>");
        yield evaluate(context, content, "<stdin>");
      }
      case ScriptCode.Conversation conversation -> {
        call(bootstrap, "prepare", (Object) null);
        PythonPieces.evaluate(context, "repl")
            .executeVoid(conversation.console().map(PythonConsole::new).orElse(null));
        yield 0;
      }
    };
  }

  private static int evaluate(Context context, byte[] content, String name) {
    Optional<String> text = PythonSourceDecoder.decode(content);
    if (text.isPresent()) {
      return evaluate(context, text.get(), name);
    }
    PythonPieces.evaluate(context, "undecodable")
        .executeVoid(PythonSourceDecoder.problem(content, name), name);
    return 1;
  }

  private static int evaluate(Context context, String text, String name) {
    context.eval(Source.newBuilder("python", text, name).buildLiteral());
    return COMPLETED;
  }

  private static int call(Value bootstrap, String function, @Nullable Object... arguments) {
    Object[] all = new Object[arguments.length + 1];
    all[0] = function;
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    Value result = bootstrap.execute(all);
    return result.isNull() ? 0 : result.asInt();
  }

  @FunctionalInterface
  private interface GuestCall {
    int run() throws IOException;
  }

  /** The exit status of guest code; an uncaught error is reported as the script wants it. */
  private static int statusOf(Value bootstrap, GuestCall call) {
    return statusOf(bootstrap, call, REPORTS);
  }

  private static int statusOf(Value bootstrap, GuestCall call, int reports) {
    try {
      return call.run();
    } catch (PolyglotException e) {
      if (reports == 0) {
        return 1;
      }
      Value error = e.getGuestObject();
      if (error == null && e.isExit()) {
        return e.getExitStatus();
      }
      if (error == null || !(e.isGuestException() || e.isExit())) {
        throw e;
      }
      int exit = e.isExit() ? e.getExitStatus() & 0xFF : -1;
      return statusOf(bootstrap, () -> call(bootstrap, "report", error, exit), reports - 1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
