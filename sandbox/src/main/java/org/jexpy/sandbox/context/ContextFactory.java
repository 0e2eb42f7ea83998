package org.jexpy.sandbox.context;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.EnvironmentAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.io.IOAccess;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.fs.GuestFileSystem;
import org.jexpy.sandbox.fs.OpenFiles;
import org.jexpy.sandbox.fs.VirtualMount;
import org.jexpy.sandbox.permission.Permission;

/**
 * Makes guest contexts. The only class that calls {@link Context#newBuilder} (design §3 rule 1).
 */
public final class ContextFactory {
  private final GuestEngine engine;
  private final List<GuestExtension> extensions;
  private final VirtualMount mount;
  private final String executable;

  /**
   * A factory.
   *
   * @param engine the engine that its contexts share
   * @param extensions what guests can import besides their own modules
   * @param executable what guests shall take for their interpreter
   */
  public ContextFactory(GuestEngine engine, List<GuestExtension> extensions, String executable) {
    this.engine = engine;
    this.extensions = List.copyOf(extensions);
    Map<String, VirtualMount.Content> contents = new LinkedHashMap<>();
    extensions.forEach(extension -> contents.putAll(extension.facades()));
    this.mount = VirtualMount.of(contents);
    this.executable = executable;
  }

  /** The extensions of every context made here. */
  public List<GuestExtension> extensions() {
    return extensions;
  }

  /**
   * Make a context. Must be called by the thread that shall be the guest's main thread: a Python
   * context made elsewhere takes its Runner for a foreign thread (design §5).
   *
   * @param key what cannot be bound later
   * @return the context, with its policy not yet bound
   */
  public GuestContext create(ContextKey key) {
    LateBoundPolicy policy = new LateBoundPolicy();
    OpenFiles files =
        new OpenFiles(
            GuestFileSystem.create(
                () -> policy.get().gate(),
                () -> policy.get().implicitReads(),
                () -> policy.get().mounts(),
                mount));
    GuestEngine.Shared shared = engine.sharedFor(key.hostClasses());
    Context.Builder builder =
        Context.newBuilder(key.language().id())
            .engine(shared.engine())
            .allowExperimentalOptions(true)
            .allowHostAccess(shared.hostAccess())
            .allowHostClassLookup(name -> policy.get().gate().allows(Permission.HOST, name))
            .allowPolyglotAccess(PolyglotAccess.NONE)
            .allowEnvironmentAccess(EnvironmentAccess.NONE)
            .allowCreateThread(key.threads())
            .allowNativeAccess(key.nativeAccess())
            .allowCreateProcess(true)
            .processHandler(new GatedProcessHandler(policy))
            .allowIO(IOAccess.newBuilder().allowHostSocketAccess(false).fileSystem(files).build())
            .currentWorkingDirectory(GuestPolicy.CLOSED.workingDirectory())
            .useSystemExit(false)
            .in(policy.in())
            .out(policy.out())
            .err(policy.err())
            .options(
                switch (key.language()) {
                  case PYTHON -> pythonOptions(key);
                  case JS -> jsOptions();
                });
    return new GuestContext(builder.build(), key, policy, files);
  }

  private Map<String, String> pythonOptions(ContextKey key) {
    Map<String, String> options = new HashMap<>();
    options.put("python.Executable", executable);
    options.put("python.PosixModuleBackend", "java");
    options.put("python.InstallSignalHandlers", Boolean.toString(key.signals()));
    // The bootstrap reports errors; what the runtime itself would print is a Java stack trace.
    options.put("python.AlwaysRunExcepthook", "false");
    options.put("python.WithJavaStacktrace", "0");
    options.put("python.DontWriteBytecodeFlag", "true");
    options.put("python.TerminalIsInteractive", Boolean.toString(key.terminal()));
    options.put("python.WarnExperimentalFeatures", "false");
    // As CPython before any setlocale.
    options.put("python.InitialLocale", "C");
    return options;
  }

  private static Map<String, String> jsOptions() {
    // Scripts get the globals of Node, which the JavaScript world makes; none of the language's
    // own.
    return Map.of(
        "js.v8-compat", "true",
        "js.text-encoding", "true",
        "js.console", "false",
        "js.graal-builtin", "false",
        "js.java-package-globals", "false",
        "js.load", "false",
        "js.print", "false",
        "js.polyglot-builtin", "false");
  }
}
