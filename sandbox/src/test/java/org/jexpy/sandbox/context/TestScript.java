package org.jexpy.sandbox.context;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.permission.PermissionSet;

/** A script given as text, and what it prints. */
public final class TestScript {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final ScriptRunner script;

  /** A script with all permissions. */
  public TestScript(GuestLanguage language, String text) {
    this(language, text, PermissionSet.all(), List.of(), Map.of(), Path.of("/"));
  }

  /** A script with all permissions and an extension. */
  public TestScript(GuestLanguage language, String text, GuestExtension extension) {
    this(
        language, text, PermissionSet.all(), List.of(), Map.of(), Path.of("/"), List.of(extension));
  }

  /** A script with what a process can be given. */
  public TestScript(
      GuestLanguage language,
      String text,
      PermissionSet permissions,
      List<String> arguments,
      Map<String, String> environment,
      Path directory) {
    this(language, text, permissions, arguments, environment, directory, List.of());
  }

  private TestScript(
      GuestLanguage language,
      String text,
      PermissionSet permissions,
      List<String> arguments,
      Map<String, String> environment,
      Path directory,
      List<GuestExtension> extensions) {
    RunRequest request =
        new RunRequest(
            language,
            new ScriptCode.Text(text),
            arguments,
            permissions,
            List.of(),
            environment,
            directory,
            "/usr/bin/jexpy");
    var in = new ByteArrayInputStream(new byte[0]);
    script = new ScriptRunner(request, new GuestStreams(in, out, err, false, false), extensions);
  }

  /** What its context has to be made for. */
  public ContextKey key() {
    return script.key(false);
  }

  /** The script as work for a Runner. */
  public GuestWork work() {
    return script::live;
  }

  /** Run it by itself, as {@code jexpy run} does. */
  public int run() throws InterruptedException, ExecutionException {
    return script.run();
  }

  /** Run it by itself, as {@code jexpy run} does, with a limit. */
  public int runForAtMost(Duration limit) throws InterruptedException, ExecutionException {
    return script.limitWallTime(limit).run();
  }

  /** What it has printed. */
  public String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** What it has complained about. */
  public String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
