package org.jexpy.sandbox.js;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestWorld;

/** Runs JavaScript. */
public final class JsWorld implements GuestWorld {
  /**
   * The JavaScript world.
   *
   * @param extensions what scripts can import besides their own modules
   */
  public JsWorld(List<GuestExtension> extensions) {}

  @Override
  public int run(GuestContext context, RunRequest request, GuestServices services)
      throws InterruptedException {
    try {
      context.polyglot().eval(source(request.code()));
      services.runner().loopUntil(() -> !services.resources().hasReferenced());
      return 0;
    } catch (PolyglotException e) {
      if (e.isExit()) {
        return e.getExitStatus();
      }
      throw e;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Source source(ScriptCode code) throws IOException {
    return switch (code) {
      case ScriptCode.File file ->
          Source.newBuilder("js", Files.readString(file.path()), file.path().toString())
              .mimeType("application/javascript+module")
              .build();
      case ScriptCode.Text text -> Source.create("js", text.text());
      default -> throw new IllegalArgumentException("cannot run " + code);
    };
  }
}
