package org.jexpy.sandbox.js;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.io.FileSystem;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.fs.GuestFileSystem;

/** Runs JavaScript as Node does: modules, globals, event loop, exit status. */
public final class JsWorld implements GuestWorld {
  private final List<GuestExtension> extensions;

  /**
   * The JavaScript world.
   *
   * @param extensions what scripts can import besides their own modules
   */
  public JsWorld(List<GuestExtension> extensions) {
    this.extensions = List.copyOf(extensions);
  }

  @Override
  public void warm(GuestContext context) {
    context.polyglot().initialize("js");
  }

  @Override
  public int run(GuestContext context, RunRequest request, GuestServices services)
      throws InterruptedException {
    GuestPolicy policy = context.policy().get();
    FileSystem files =
        GuestFileSystem.ofHostFiles(policy::gate, policy::implicitReads, policy::mounts);
    Path directory = request.workingDirectory().toAbsolutePath().normalize();
    context.polyglot().enter();
    try {
      context.polyglot().initialize("js");
      JsSession session =
          JsSession.create(
              context.polyglot(),
              new JsSession.Surroundings(
                  services,
                  policy,
                  files,
                  extensions,
                  directory,
                  request.executable(),
                  arguments(request, directory),
                  context.key().signals()));
      return session.run(entry(request.code(), directory, policy));
    } catch (PolyglotException e) {
      if (e.isExit()) {
        return e.getExitStatus();
      }
      throw e;
    } finally {
      context.polyglot().leave();
    }
  }

  private static List<String> arguments(RunRequest request, Path directory) {
    List<String> arguments = new ArrayList<>();
    switch (request.code()) {
      case ScriptCode.File file ->
          arguments.add(directory.resolve(file.path()).normalize().toString());
      case ScriptCode.StandardInput stdin -> arguments.add("-");
      default -> {
        // Node has no script name in process.argv for -e.
      }
    }
    arguments.addAll(request.arguments());
    return arguments;
  }

  private static JsSession.Entry entry(ScriptCode code, Path directory, GuestPolicy policy) {
    return switch (code) {
      case ScriptCode.File file ->
          new JsSession.Entry.File(directory.resolve(file.path()).normalize().toString());
      case ScriptCode.Module module -> new JsSession.Entry.Named(module.name());
      case ScriptCode.Text text -> new JsSession.Entry.Text("[eval]", text.text());
      case ScriptCode.StandardInput stdin -> new JsSession.Entry.Text("[stdin]", readAll(policy));
      case ScriptCode.Archive archive ->
          throw new IllegalArgumentException(
              "'%s' is an archive; JavaScript runs from .js, .mjs and .cjs files"
                  .formatted(archive.path()));
      case ScriptCode.Conversation conversation ->
          new JsSession.Entry.Conversation(conversation.console());
    };
  }

  private static String readAll(GuestPolicy policy) {
    try {
      return new String(policy.streams().in().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the script from standard input", e);
    }
  }
}
