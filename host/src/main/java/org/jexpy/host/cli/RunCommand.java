package org.jexpy.host.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jexpy.host.surfaces.Surfaces;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.ScriptRunner;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jexpy run}. */
@Command(name = "run", description = "Run a script.")
final class RunCommand implements Callable<Integer> {
  @Option(names = "-A", description = "Allow everything.")
  boolean allowAll;

  @Parameters(paramLabel = "FILE", description = "The script.", arity = "1..*")
  List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    Path file = Path.of(words.getFirst());
    String name = file.toString();
    GuestLanguage language = name.endsWith("js") ? GuestLanguage.JS : GuestLanguage.PYTHON;
    RunRequest request =
        new RunRequest(
            language,
            new ScriptCode.File(file),
            words.subList(1, words.size()),
            allowAll ? PermissionSet.all() : PermissionSet.none().allow(Permission.THREADS),
            List.of(),
            System.getenv(),
            Path.of(""),
            System.getProperty("jexpy.executable", "jexpy"));
    return new ScriptRunner(request, GuestStreams.ofJvm(false, false), Surfaces.standalone()).run();
  }
}
