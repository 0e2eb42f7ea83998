package org.jexpy.sandbox.js;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.FileSystem;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import org.jexpy.sandbox.GuestExtension;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.ReplConsole;
import org.jexpy.sandbox.context.GuestPolicy;
import org.jexpy.sandbox.function.GuestReply;
import org.jexpy.sandbox.permission.Permission;

/** One JavaScript run: the realm with its globals, and the loop that ends its turns. */
final class JsSession {
  /** Node's status for a top level that waits for something that cannot happen any more. */
  private static final int UNSETTLED = 13;

  /**
   * What a run stands on.
   *
   * @param arguments {@code process.argv} from its second element on
   * @param signals whether the script may have signal handlers
   */
  record Surroundings(
      GuestServices services,
      GuestPolicy policy,
      FileSystem files,
      List<GuestExtension> extensions,
      Path workingDirectory,
      String executable,
      List<String> arguments,
      boolean signals) {}

  /** What to run. */
  sealed interface Entry {
    /** A script file, by absolute path. */
    record File(String path) implements Entry {}

    /** A package or file by specifier, as an import in the working directory would find it. */
    record Named(String specifier) implements Entry {}

    /** Text, as a script with {@code require}. */
    record Text(String name, String text) implements Entry {}

    /** Input by input, each evaluated and its value printed. */
    record Conversation(Optional<ReplConsole> console) implements Entry {}
  }

  private final Surroundings around;
  private final ModuleSystem modules;
  private final RejectionTracker rejections;
  private final HostLoop loop;
  private final Context context;
  private final Value boot;
  private boolean settled = true;

  private JsSession(
      Context context,
      Surroundings around,
      ModuleSystem modules,
      RejectionTracker rejections,
      HostLoop loop,
      Value boot) {
    this.context = context;
    this.around = around;
    this.modules = modules;
    this.rejections = rejections;
    this.loop = loop;
    this.boot = boot;
  }

  static JsSession create(Context context, Surroundings around) {
    GuestRealm realm = GuestRealm.current();
    ModuleFiles files = new GuestModuleFiles(around.files());
    InternalModules internals = InternalModules.create(around.extensions());
    ModuleSystem modules =
        new ModuleSystem(
            files,
            new ModuleResolver(files, new GuestJson(context)),
            internals,
            around.workingDirectory().toString());
    Intrinsics intrinsics = new Intrinsics(realm, modules);
    HostLoop loop = new HostLoop(realm, around.services().life());
    HostTimers timers = new HostTimers(around.services());
    JsHost host =
        new JsHost(
            new HostIo(around.policy().streams(), wantsColors(around.policy())),
            timers,
            loop,
            new HostModules(modules, internals, files),
            new HostProcess(
                around.workingDirectory(),
                around.executable(),
                around.arguments(),
                around.policy().environment(),
                around.policy().gate().allowsSome(Permission.HOST)),
            lazyServices(realm, around));
    Source source = modules.source("jexpy:boot", internals.bootText(), true, false);
    var api =
        (JSDynamicObject)
            realm.call(
                realm.function(source, "javaHost, intrinsics"),
                host,
                realm.object(intrinsics.all()));
    GuestModuleLoader loader = new GuestModuleLoader(realm.realm(), modules, api);
    realm.useLoader(loader);
    intrinsics.useLoader(loader);
    realm.useImportMeta();
    RejectionTracker rejections = new RejectionTracker();
    realm.useRejectionTracker(rejections);
    JsSession session =
        new JsSession(context, around, modules, rejections, loop, context.asValue(api));
    timers.between(session::endTurn);
    return session;
  }

  private static JsHost.Lazy lazyServices(GuestRealm realm, Surroundings around) {
    GuestServices services = around.services();
    Path directory = around.workingDirectory();
    Supplier<HostFiles> files = () -> new HostFiles(realm, around.files(), directory);
    return new JsHost.Lazy(
        () -> new HostText(realm),
        () -> new HostCrypto(realm),
        () -> new HostInput(services, realm, around.policy().streams().in()),
        files,
        () -> new FileTable(realm, files.get(), around.files(), directory, services.resources()),
        () -> new HostHttp(services, realm),
        () -> new HostNet(services, realm),
        () -> new HostSignals(services, around.signals()),
        () -> new HostSurfaces(around.extensions(), services));
  }

  private static boolean wantsColors(GuestPolicy policy) {
    Map<String, String> environment = policy.environment();
    return environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  int run(Entry entry) throws InterruptedException {
    if (entry instanceof Entry.Conversation(Optional<ReplConsole> console)) {
      settled = new JsConversation(context, around, boot, console).run(this::endTurn);
    } else {
      around
          .services()
          .life()
          .callable(
              GuestReply.functions(
                  (function, arguments, reply) ->
                      boot.invokeMember("callFunction", function, arguments, reply)));
      around.services().life().entered();
      start(entry);
    }
    endTurnOrFail();
    around.services().life().loaded();
    do {
      around.services().runner().loopUntil(around.services()::isOver, this::endTurnOrFail);
      boot.invokeMember("beforeExit");
      endTurnOrFail();
    } while (!around.services().isOver());
    if (!settled) {
      return boot.invokeMember("unsettled", UNSETTLED).asInt();
    }
    return boot.invokeMember("finish").asInt();
  }

  private void start(Entry entry) {
    switch (entry) {
      case Entry.Text text -> boot.invokeMember("runText", text.name(), text.text());
      case Entry.Conversation conversation ->
          throw new IllegalArgumentException("a conversation is not started but run");
      case Entry.Named named -> startModule(named.specifier());
      case Entry.File file -> {
        String path = modules.mainFile(file.path());
        if (isModule(path)) {
          startModule(FileUrls.of(path));
        } else {
          boot.invokeMember("runCommonJs", path);
        }
      }
    }
  }

  private void startModule(String specifier) {
    settled = false;
    boot.invokeMember("runModule", specifier, (ProxyExecutable) values -> settled = true);
  }

  private boolean isModule(String path) {
    try {
      return path.endsWith(".mjs") || (!path.endsWith(".cjs") && modules.isModule(path));
    } catch (ModuleResolutionException e) {
      // A missing file or broken package.json: whoever loads it says so in the guest.
      return e.code().startsWith("ERR_");
    }
  }

  private void endTurnOrFail() {
    try {
      endTurn();
    } catch (PolyglotException e) {
      if (e.isExit() || e.isCancelled()) {
        throw e;
      }
      throw new IllegalStateException("the JavaScript world failed: " + e.getMessage(), e);
    }
  }

  /**
   * What Node does between two callbacks: ticks and microtasks until none is left, then rejections.
   */
  private void endTurn() {
    while (true) {
      if (loop.takeTicks()) {
        boot.invokeMember("runTicks");
      } else if (!rejections.isEmpty()) {
        var rejection = rejections.take();
        boot.invokeMember(
            "rejected", context.asValue(rejection.getKey()), context.asValue(rejection.getValue()));
      } else {
        return;
      }
    }
  }
}
