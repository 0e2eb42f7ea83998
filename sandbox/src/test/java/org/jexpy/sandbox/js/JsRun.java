package org.jexpy.sandbox.js;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

/** Runs one script as {@code jexpy run} does and keeps what it printed. */
final class JsRun {
  private PermissionSet permissions = PermissionSet.none();
  private List<String> arguments = List.of();
  private Map<String, String> environment = Map.of();
  private Path directory = Path.of("").toAbsolutePath();
  private String input = "";
  private boolean closedOutput;
  private final List<GuestExtension> extensions = new ArrayList<>();

  /** How a script ended. */
  record Result(int status, String out, String err) {}

  static JsRun withAllPermissions() {
    JsRun run = new JsRun();
    run.permissions = PermissionSet.all();
    return run;
  }

  static JsRun with(PermissionSet permissions) {
    JsRun run = new JsRun();
    run.permissions = permissions;
    return run;
  }

  JsRun in(Path directory) {
    this.directory = directory;
    return this;
  }

  JsRun input(String text) {
    this.input = text;
    return this;
  }

  JsRun arguments(String... arguments) {
    this.arguments = List.of(arguments);
    return this;
  }

  JsRun environment(Map<String, String> environment) {
    this.environment = environment;
    return this;
  }

  JsRun extension(GuestExtension extension) {
    extensions.add(extension);
    return this;
  }

  /** Standard output whose reader has gone. */
  JsRun closedOutput() {
    closedOutput = true;
    return this;
  }

  Result file(Path file) {
    return run(new ScriptCode.File(file));
  }

  Result text(String code) {
    return run(new ScriptCode.Text(code));
  }

  Result run(ScriptCode code) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    RunRequest request =
        new RunRequest(
            GuestLanguage.JS,
            code,
            arguments,
            permissions,
            List.of(),
            environment,
            directory,
            "/usr/bin/jexpy");
    GuestStreams streams =
        new GuestStreams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            closedOutput ? new BrokenPipe() : out,
            err,
            false,
            false);
    try {
      int status = new ScriptRunner(request, streams, extensions).run();
      return new Result(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the sandbox failed: " + err.toString(StandardCharsets.UTF_8), e);
    }
  }

  private static final class BrokenPipe extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
