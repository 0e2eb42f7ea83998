package org.jexpy.host.supervision;

import java.nio.file.Path;
import java.util.List;
import org.jexpy.host.process.ProcessException;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.host.process.Program;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;

/** What a process runs, in the terms of the sandbox. */
final class GuestRequest {
  private GuestRequest() {}

  /** Whether its language lets only one thread run code. */
  static boolean runsOneThread(ProcessSpec spec) {
    return spec.program() instanceof Program.JsModule;
  }

  /** As much as its context has to know; looks at no file. */
  static RunRequest outline(ProcessSpec spec, Surroundings around) {
    return request(spec, around, new ScriptCode.Module(spec.program().target()));
  }

  /** The whole. Looks for the file, so not for the main loop. */
  static RunRequest of(ProcessSpec spec, Surroundings around) {
    ScriptCode code =
        switch (spec.program()) {
          case Program.PythonModule python -> new ScriptCode.Module(python.target());
          case Program.JsModule js ->
              new ScriptCode.File(around.mounts().toGuest(jsFile(around.modules(), js.target())));
          case Program.Executable program -> throw notAScript(program);
        };
    return request(spec, around, code);
  }

  private static Path jsFile(Path modules, String target) {
    // Only the operator's own folder: a process may make processes, too.
    return ModuleFiles.find(modules, target, ".mjs", ".js", ".cjs")
        .orElseGet(
            () -> {
              Path missing = modules.resolve(target);
              if (!ModuleFiles.isInside(modules, missing)) {
                throw new ProcessException(
                    "there is no module '%s' in the module folder '%s'".formatted(target, modules));
              }
              // Whoever loads it says in the guest that it is missing.
              return missing;
            });
  }

  private static RunRequest request(ProcessSpec spec, Surroundings around, ScriptCode code) {
    GuestLanguage language =
        switch (spec.program()) {
          case Program.PythonModule python -> GuestLanguage.PYTHON;
          case Program.JsModule js -> GuestLanguage.JS;
          case Program.Executable program -> throw notAScript(program);
        };
    Path folder = around.mounts().toGuest(around.modules());
    return new RunRequest(
            language,
            code,
            spec.arguments(),
            around.permissions(),
            List.of(folder),
            around.environment(),
            folder,
            around.executable())
        .withMounts(around.mounts());
  }

  private static IllegalArgumentException notAScript(Program.Executable program) {
    return new IllegalArgumentException("'%s' is no script".formatted(program.target()));
  }
}
