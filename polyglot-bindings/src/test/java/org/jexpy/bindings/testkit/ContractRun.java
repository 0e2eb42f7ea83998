package org.jexpy.bindings.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestLife;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.ChildPrograms;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.context.GuestWorld;
import org.jexpy.sandbox.fs.ReadGrant;
import org.jexpy.sandbox.js.JsWorld;
import org.jexpy.sandbox.permission.AccessGate;
import org.jexpy.sandbox.permission.PermissionSet;
import org.jexpy.sandbox.python.PythonWorld;
import org.jexpy.sandbox.resource.OwnedResources;
import org.jexpy.sandbox.thread.LoneLanes;
import org.jexpy.sandbox.thread.Runner;

/** Runs a script in a context of its own, on the engine that all contract tests share. */
final class ContractRun {
  private static final GuestEngine ENGINE = GuestEngine.create();
  private static final String THREAD = "contract-runner";

  /** After that a script is said to hang; its threads are left to themselves. */
  private static final long LIMIT_SECONDS = 180;

  private final RunRequest request;
  private final List<GuestExtension> extensions;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** How a script ended. */
  record Result(int status, String out, String err) {}

  private ContractRun(RunRequest request, List<GuestExtension> extensions) {
    this.request = request;
    this.extensions = extensions;
  }

  /**
   * Run a script from a file, as a user would.
   *
   * @param language its language
   * @param code its text
   * @param directory where to put the file
   * @param extensions what it can import
   */
  static Result of(
      GuestLanguage language, String code, Path directory, List<GuestExtension> extensions)
      throws IOException, InterruptedException, ExecutionException {
    Path file = directory.resolve(language == GuestLanguage.PYTHON ? "case.py" : "case.mjs");
    Files.writeString(file, code);
    RunRequest request =
        new RunRequest(
            language,
            new ScriptCode.File(file),
            List.of(),
            PermissionSet.all(),
            List.of(),
            Map.of(),
            directory,
            "/usr/bin/jexpy");
    return new ContractRun(request, extensions).run();
  }

  private Result run() throws InterruptedException, ExecutionException {
    int status;
    try {
      status = Runner.start(THREAD, this::live).status().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(
          "the script still runs after %d s%nstandard output:%n%s%nstandard error:%n%s%nthreads:%n%s"
              .formatted(LIMIT_SECONDS, out, err, threads()),
          e);
    }
    return new Result(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What the threads of scripts do. */
  private static String threads() {
    StringBuilder text = new StringBuilder();
    Thread.getAllStackTraces()
        .forEach(
            (thread, frames) -> {
              ThreadGroup group = thread.getThreadGroup();
              if (group != null && group.getName().equals(THREAD)) {
                text.append(thread).append('\n');
                for (StackTraceElement frame : frames) {
                  text.append("  at ").append(frame).append('\n');
                }
              }
            });
    return text.toString();
  }

  private int live(Runner runner) throws InterruptedException {
    AccessGate gate = AccessGate.of(request.permissions());
    var streams = new GuestStreams(InputStream.nullInputStream(), out, err, false, false);
    var factory = new ContextFactory(ENGINE, extensions, request.executable());
    var key = ContextKey.of(request.language(), request.permissions(), false, false);
    try (OwnedResources resources = new OwnedResources();
        GuestContext context = factory.create(key)) {
      resources.onIdle(runner::wake);
      GuestPolicy policy =
          new GuestPolicy(
              gate, ReadGrant.NOTHING, Map.of(), streams, request.workingDirectory(), resources);
      context.bind(policy);
      GuestWorld world =
          switch (request.language()) {
            case PYTHON -> new PythonWorld(extensions);
            case JS -> new JsWorld(extensions);
          };
      return world.run(
          context,
          request,
          new GuestServices(
              "run",
              gate,
              resources,
              runner,
              new LoneLanes("run", request.language() == GuestLanguage.JS, runner, resources),
              GuestLife.SCRIPT,
              new ChildPrograms(policy),
              policy.files(),
              (name, language, code, environment, directory, life) -> {
                throw new UnsupportedOperationException("guests of contracts start no others");
              }));
    }
  }
}
