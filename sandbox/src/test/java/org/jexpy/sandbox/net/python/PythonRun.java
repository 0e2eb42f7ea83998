package org.jexpy.sandbox.net.python;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.permission.PermissionSet;

/** Runs one Python script as {@code jexpy run} does and keeps what it printed. */
record PythonRun(int status, String out, String err) {

  static PythonRun of(Path script, PermissionSet permissions) {
    return run(new ScriptCode.File(script), permissions);
  }

  static PythonRun of(String code, PermissionSet permissions) {
    return run(new ScriptCode.Text(code), permissions);
  }

  private static PythonRun run(ScriptCode code, PermissionSet permissions) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    RunRequest request =
        new RunRequest(
            GuestLanguage.PYTHON,
            code,
            List.of(),
            permissions,
            List.of(),
            Map.of(),
            Path.of("").toAbsolutePath(),
            "/usr/bin/jexpy");
    GuestStreams streams =
        new GuestStreams(new ByteArrayInputStream(new byte[0]), out, err, false, false);
    try {
      int status = new ScriptRunner(request, streams, List.of()).run();
      return new PythonRun(
          status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "the sandbox failed: " + err.toString(StandardCharsets.UTF_8), e);
    }
  }
}
