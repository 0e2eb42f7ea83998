package org.jexpy.sandbox.python;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestStreams;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.fs.VirtualMount;

/** What a fresh interpreter is told about its run, as CPython's command line would tell it. */
final class PythonSetup {
  private static final List<String> STREAMS = List.of("stdin", "stdout", "stderr");

  private final RunRequest request;
  private final GuestStreams streams;
  private final Map<String, String> environment;

  PythonSetup(RunRequest request, GuestStreams streams, Map<String, String> environment) {
    this.request = request;
    this.streams = streams;
    this.environment = environment;
  }

  /**
   * The arguments of the bootstrap's {@code settle}.
   *
   * @param key what the context is made for
   * @param extensions what scripts can import besides their own modules
   * @return the arguments
   */
  static Object[] ofContext(ContextKey key, List<GuestExtension> extensions) {
    List<String> words = new ArrayList<>();
    if (key.restrictedFiles()) {
      words.add("restricted");
    }
    if (!key.threads()) {
      words.add("threadless");
    }
    if (!key.nativeAccess()) {
      words.add("nativeless");
    }
    if (key.signals()) {
      words.add("interrupts");
    }
    Set<String> overrides = new TreeSet<>();
    extensions.forEach(extension -> overrides.addAll(extension.pythonOverrides()));
    return new Object[] {
      String.join(" ", words),
      text(List.copyOf(overrides)),
      VirtualMount.ROOT.resolve("python").toString()
    };
  }

  /**
   * The arguments of the bootstrap's {@code enter}: plain texts, in which each part of a list is
   * ended by a null character. The guest takes them as they are; of objects it would have to find
   * out what can be called.
   *
   * @param host what the guest may ask later
   * @return the arguments
   */
  Object[] arguments(PythonHost host) {
    List<String> variables = new ArrayList<>();
    environment.forEach((name, value) -> variables.add(name + "=" + value));
    List<Object> arguments = new ArrayList<>();
    arguments.add(host);
    arguments.add(text(argv()));
    arguments.add(text(request.commandLine()));
    arguments.add(text(searchPath()));
    arguments.add(text(siteFolders()));
    arguments.add(text(variables));
    arguments.add(streamWords());
    arguments.add(text(terminals()));
    arguments.add(request.environment().getOrDefault("PYTHONIOENCODING", ""));
    arguments.add(text(warnOptions()));
    arguments.addAll(host.sysAttributes());
    return arguments.toArray();
  }

  private static String text(List<String> parts) {
    StringBuilder text = new StringBuilder();
    for (String part : parts) {
      if (part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            "'%s' holds a null character, which no argument, path or variable of a process can"
                .formatted(part.replace("\0", "\\0")));
      }
      text.append(part).append('\0');
    }
    return text.toString();
  }

  /** {@code sys.argv}. */
  private List<String> argv() {
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

  /** What comes first in {@code sys.path}: the script's own place, then the folders asked for. */
  private List<String> searchPath() {
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
    return paths.stream().distinct().toList();
  }

  /** CPython follows the links of a script before it looks for its neighbours. */
  private String folderOf(Path script) {
    Path real;
    try {
      Path host = request.mounts().toHost(script.toAbsolutePath());
      Path found = host.toRealPath();
      real = host.equals(script.toAbsolutePath()) ? found : request.mounts().toGuest(found);
    } catch (IOException e) {
      real = script.toAbsolutePath().normalize();
    }
    return Objects.requireNonNullElse(real.getParent(), real).toString();
  }

  /** {@code site-packages} folders to add. */
  private List<String> siteFolders() {
    return request.siteFolders().stream().map(path -> path.toAbsolutePath().toString()).toList();
  }

  /** The names of the standard streams that are terminals. */
  private List<String> terminals() {
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

  /** What is special about the standard streams. */
  private String streamWords() {
    List<String> words = new ArrayList<>();
    if (unbuffered()) {
      words.add("unbuffered");
    }
    for (int descriptor : streams.closed()) {
      words.add("no-" + STREAMS.get(descriptor));
    }
    return String.join(" ", words);
  }

  /** {@code sys.warnoptions}. */
  private List<String> warnOptions() {
    String filters = request.environment().getOrDefault("PYTHONWARNINGS", "");
    return filters.isEmpty() ? List.of() : List.of(filters.split(",", -1));
  }

  /** Whether output goes out at once ({@code -u}, {@code PYTHONUNBUFFERED}). */
  private boolean unbuffered() {
    return !request.environment().getOrDefault("PYTHONUNBUFFERED", "").isEmpty();
  }
}
