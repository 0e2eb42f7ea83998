package org.jexpy.sandbox.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.GuestVisible;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.fs.VirtualMount;

/** What a fresh interpreter is told about its run, as CPython's command line would tell it. */
public final class PythonSetup {
  /** Modules of the runtime that a piece of ours mends when they are first imported. */
  private static final List<String> PATCHES = List.of("_posixsubprocess", "subprocess");

  private final RunRequest request;
  private final GuestStreams streams;
  private final Map<String, String> environment;
  private final List<String> overrides;
  private final boolean guardsInterrupt;

  PythonSetup(
      RunRequest request,
      GuestStreams streams,
      Map<String, String> environment,
      List<String> overrides,
      boolean guardsInterrupt) {
    this.request = request;
    this.streams = streams;
    this.environment = environment;
    this.overrides = List.copyOf(overrides);
    this.guardsInterrupt = guardsInterrupt;
  }

  /** {@code sys.argv}. */
  @GuestVisible
  public List<String> argv() {
    List<String> argv = new ArrayList<>();
    argv.add(
        switch (request.code()) {
          case ScriptCode.File file -> file.path().toString();
          case ScriptCode.Archive archive -> archive.path().toString();
          case ScriptCode.Module module -> "-m";
          case ScriptCode.Text text -> "-c";
          case ScriptCode.StandardInput stdin -> "-";
          case ScriptCode.Conversation conversation -> "";
        });
    argv.addAll(request.arguments());
    return argv;
  }

  /** {@code sys.orig_argv}. */
  @GuestVisible
  public List<String> commandLine() {
    return request.commandLine();
  }

  /** What comes first in {@code sys.path}: the script's own place, then the folders asked for. */
  @GuestVisible
  public List<String> searchPath() {
    List<String> paths = new ArrayList<>();
    switch (request.code()) {
      case ScriptCode.File file -> paths.add(folderOf(file.path()));
      case ScriptCode.Archive archive -> paths.add(archive.path().toString());
      case ScriptCode.Module module ->
          paths.add(request.workingDirectory().toAbsolutePath().normalize().toString());
      case ScriptCode.Text text -> paths.add("");
      case ScriptCode.StandardInput stdin -> paths.add("");
      case ScriptCode.Conversation conversation -> paths.add("");
    }
    request.modulePaths().forEach(path -> paths.add(path.toAbsolutePath().normalize().toString()));
    return paths;
  }

  /** CPython follows the links of a script before it looks for its neighbours. */
  private static String folderOf(Path script) {
    Path real;
    try {
      real = script.toRealPath();
    } catch (IOException e) {
      real = script.toAbsolutePath().normalize();
    }
    return Objects.requireNonNullElse(real.getParent(), real).toString();
  }

  /** {@code site-packages} folders to add. */
  @GuestVisible
  public List<String> siteFolders() {
    return request.siteFolders().stream().map(path -> path.toAbsolutePath().toString()).toList();
  }

  /** The modules of extensions that take the place of built-in ones. */
  @GuestVisible
  public List<String> overrides() {
    return overrides;
  }

  /** The modules of the runtime to mend at their first import. */
  @GuestVisible
  public List<String> patches() {
    return PATCHES;
  }

  /** The folder of the facades. */
  @GuestVisible
  public String mount() {
    return VirtualMount.ROOT.resolve("python").toString();
  }

  /** The environment variables that the script sees, as pairs. */
  @GuestVisible
  public List<List<String>> environment() {
    return environment.entrySet().stream()
        .map(entry -> List.of(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The names of the standard streams that are terminals. */
  @GuestVisible
  public List<String> terminals() {
    List<String> names = new ArrayList<>();
    if (streams.terminalIn()) {
      names.add("stdin");
    }
    if (streams.terminalOut()) {
      names.add("stdout");
    }
    if (streams.terminalErr()) {
      names.add("stderr");
    }
    return names;
  }

  /** Whether output goes out at once ({@code -u}, {@code PYTHONUNBUFFERED}). */
  @GuestVisible
  public boolean unbuffered() {
    return !request.environment().getOrDefault("PYTHONUNBUFFERED", "").isEmpty();
  }

  /** Whether a second Ctrl-C ends a script that the first did not reach. */
  @GuestVisible
  public boolean guardsInterrupt() {
    return guardsInterrupt;
  }
}
