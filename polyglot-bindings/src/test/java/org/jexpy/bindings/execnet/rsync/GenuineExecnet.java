package org.jexpy.bindings.execnet.rsync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jexpy.bindings.execnet.group.Interpreter;

/** The genuine execnet of this machine. */
final class GenuineExecnet {
  private static final String CONTROLLER =
      """
      import sys, execnet, execnet.rsync
      source, copy, worker = sys.argv[1:]
      execnet.rsync.rsync_remote = module = type(sys)("rsync_remote")
      module.__file__ = worker
      rsync = execnet.RSync(source, verbose=False)
      rsync.add_target(execnet.makegateway("popen"), copy, delete=True)
      rsync.send()
      """;

  private GenuineExecnet() {}

  /** The text of one of its modules; the test is skipped, or fails, if there is none. */
  static String source(String module) throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                Interpreter.assumeExecnet(),
                "-c",
                "import inspect, execnet.%s as m; print(inspect.getsource(m))".formatted(module))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (python.waitFor() != 0) {
      throw new IOException("no source of execnet's module " + module);
    }
    return text;
  }

  /** Have its RSync copy by a target that executes a text of ours. */
  static void sync(String source, String copy, Path worker)
      throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(Interpreter.assumeExecnet(), "-", source, copy, worker.toString())
            .redirectErrorStream(true)
            .start();
    try (OutputStream in = python.getOutputStream()) {
      in.write(CONTROLLER.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
  }
}
