package org.jexpy.sandbox.python;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.fs.VirtualMount;

/** Runs Python as {@code python3} does, as far as permissions go. */
public final class PythonWorld implements GuestWorld {
  private static final Source BOOTSTRAP = bootstrap();

  private final List<GuestExtension> extensions;

  /**
   * The Python world.
   *
   * @param extensions what scripts can import besides their own modules
   */
  public PythonWorld(List<GuestExtension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  @Override
  public int run(GuestContext guest, RunRequest request, GuestServices services)
      throws InterruptedException {
    Context context = guest.polyglot();
    Value bootstrap = context.eval(BOOTSTRAP);
    int status = statusOf(() -> runMain(context, bootstrap, guest, request, services));
    if (status == 0) {
      services.runner().loopUntil(() -> !services.resources().hasReferenced());
    }
    int leaving = statusOf(() -> bootstrap.getHashValue("leave").execute().asInt());
    return status == 0 ? leaving : status;
  }

  private int runMain(
      Context context,
      Value bootstrap,
      GuestContext guest,
      RunRequest request,
      GuestServices services)
      throws IOException {
    bootstrap
        .getHashValue("enter")
        .execute(
            new PythonHost(services, extensions),
            argv(request),
            searchPath(request),
            overrides(),
            VirtualMount.ROOT.resolve("python").toString(),
            guest.policy().get().environment().entrySet().stream()
                .map(entry -> List.of(entry.getKey(), entry.getValue()))
                .toList());
    switch (request.code()) {
      case ScriptCode.File file -> runFile(context, bootstrap, file.path());
      case ScriptCode.Text text ->
          context.eval(Source.newBuilder("python", text.text(), "<string>").buildLiteral());
      case ScriptCode.Module module -> bootstrap.getHashValue("run_module").execute(module.name());
      case ScriptCode.Archive archive -> bootstrap.getHashValue("run_module").execute("__main__");
      case ScriptCode.StandardInput stdin -> {
        byte[] content = guest.policy().get().streams().in().readAllBytes();
        evaluate(context, bootstrap, content, "<stdin>");
      }
    }
    return 0;
  }

  private static void runFile(Context context, Value bootstrap, Path script) throws IOException {
    String name = script.toAbsolutePath().toString();
    bootstrap.getHashValue("main_file").execute(name, name);
    evaluate(context, bootstrap, Files.readAllBytes(script), name);
  }

  private static void evaluate(Context context, Value bootstrap, byte[] content, String name) {
    var text = PythonSourceDecoder.decode(content);
    if (text.isEmpty()) {
      bootstrap.getHashValue("compile_bytes").execute(content, name);
      return;
    }
    context.eval(Source.newBuilder("python", text.get(), name).buildLiteral());
  }

  /** The script's own place comes first, as it does in CPython. */
  private static List<String> searchPath(RunRequest request) {
    List<String> paths = new ArrayList<>();
    switch (request.code()) {
      case ScriptCode.File file ->
          paths.add(
              Objects.requireNonNullElse(file.path().toAbsolutePath().getParent(), Path.of("/"))
                  .toString());
      case ScriptCode.Archive archive -> paths.add(archive.path().toString());
      case ScriptCode.Module module -> paths.add(request.workingDirectory().toString());
      case ScriptCode.Text text -> paths.add("");
      case ScriptCode.StandardInput stdin -> paths.add("");
    }
    request.modulePaths().forEach(path -> paths.add(path.toAbsolutePath().toString()));
    return paths;
  }

  private static List<String> argv(RunRequest request) {
    List<String> argv = new ArrayList<>();
    argv.add(
        switch (request.code()) {
          case ScriptCode.File file -> file.path().toString();
          case ScriptCode.Archive archive -> archive.path().toString();
          case ScriptCode.Module module -> "-m";
          case ScriptCode.Text text -> "-c";
          case ScriptCode.StandardInput stdin -> "-";
        });
    argv.addAll(request.arguments());
    return argv;
  }

  private List<String> overrides() {
    Set<String> names = new TreeSet<>();
    extensions.forEach(extension -> names.addAll(extension.pythonOverrides()));
    return List.copyOf(names);
  }

  @FunctionalInterface
  private interface GuestCall {
    int run() throws IOException;
  }

  /**
   * The exit status of guest code: the language has printed the traceback of an uncaught error by
   * the time we see it.
   */
  private static int statusOf(GuestCall call) {
    try {
      return call.run();
    } catch (PolyglotException e) {
      if (e.isExit()) {
        return e.getExitStatus();
      }
      throw e;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Source bootstrap() {
    try (InputStream in =
        Objects.requireNonNull(
            PythonWorld.class.getResourceAsStream("bootstrap.py"), "bootstrap.py is missing")) {
      return Source.newBuilder(
              "python",
              new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
              "<jexpy bootstrap>")
          .internal(true)
          .buildLiteral();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
