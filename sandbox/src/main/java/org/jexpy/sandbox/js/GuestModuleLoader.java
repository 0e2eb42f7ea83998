package org.jexpy.sandbox.js;

import com.oracle.js.parser.ir.Module.ImportPhase;
import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.strings.TruffleString;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSContext;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.UserScriptException;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.objects.AbstractModuleRecord;
import com.oracle.truffle.js.runtime.objects.CyclicModuleRecord;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSModuleLoader;
import com.oracle.truffle.js.runtime.objects.JSModuleRecord;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.ScriptOrModule;
import com.oracle.truffle.js.runtime.objects.SyntheticModuleRecord;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Loads ECMAScript modules for one realm as Node does.
 *
 * <p>GraalJS's own loaders know neither {@code exports} of a {@code package.json} nor built-in
 * modules, and they do not tell a host which module asked; this one implements the language's
 * loader interface instead, in the way the Node.js build of GraalJS does. Everything that knows
 * Node's rules is in {@link ModuleSystem}; this class translates to module records.
 */
final class GuestModuleLoader implements JSModuleLoader {

  private static final TruffleString TYPE = Strings.fromJavaString("type");
  private static final TruffleString DEFAULT = Strings.fromJavaString("default");

  /**
   * Behind a module with a top-level {@code await}: GraalJS 25.0.3 lets it wait for the value of
   * its last statement as well, if that is a promise. Not in the first parse, which finds syntax
   * errors.
   */
  private static final String NO_VALUE = "\n;void 0;";

  private final JSRealm realm;
  private final ModuleSystem modules;
  private final JSFunctionObject requireFile;
  private final JSFunctionObject fail;
  private final JSFunctionObject metaResolve;
  private final Map<String, AbstractModuleRecord> records = new HashMap<>();

  /**
   * @param boot what {@code boot.js} returned
   */
  GuestModuleLoader(JSRealm realm, ModuleSystem modules, JSDynamicObject boot) {
    this.realm = realm;
    this.modules = modules;
    this.requireFile = GuestRealm.functionOf(boot, "requireFile");
    this.fail = GuestRealm.functionOf(boot, "fail");
    this.metaResolve = GuestRealm.functionOf(boot, "metaResolve");
  }

  void fillImportMeta(JSDynamicObject meta, JSModuleRecord module) {
    String name = module.getSource().getName();
    if (name.startsWith("file:")) {
      String path = modules.importerPath(name);
      GuestRealm.set(meta, "dirname", Strings.fromJavaString(Paths.parent(path)));
      GuestRealm.set(meta, "filename", Strings.fromJavaString(path));
    }
    TruffleString url = Strings.fromJavaString(name);
    GuestRealm.set(
        meta, "resolve", JSFunction.call(JSArguments.create(Undefined.instance, metaResolve, url)));
    GuestRealm.set(meta, "url", url);
  }

  @Override
  public AbstractModuleRecord resolveImportedModule(
      @Nullable ScriptOrModule referrer, ModuleRequest request) {
    String specifier = request.specifier().toJavaStringUncached();
    String importer = referrer == null ? "" : referrer.getSource().getName();
    TruffleString type = request.attributes().get(TYPE);
    ModuleSystem.Resolved resolved;
    String text;
    try {
      resolved =
          modules.resolveImport(
              specifier, importer, type == null ? null : type.toJavaStringUncached());
      AbstractModuleRecord known = records.get(resolved.key());
      if (known != null) {
        return known;
      }
      text = modules.text(resolved);
    } catch (ModuleResolutionException e) {
      throw raise(e.code(), e.text());
    }
    AbstractModuleRecord record = load(resolved, text);
    records.put(resolved.key(), record);
    return record;
  }

  /**
   * Evaluates an ES module at once, for {@code require}.
   *
   * @param url the module's {@code file:} URL
   * @return its namespace
   */
  Object requireModule(TruffleString url) {
    AbstractModuleRecord record = resolveImportedModule(null, ModuleRequest.create(url));
    if (record instanceof CyclicModuleRecord module) {
      module.loadRequestedModulesSync(realm, Undefined.instance);
    }
    record.link(realm);
    if (record instanceof CyclicModuleRecord module && waits(module, new HashSet<>())) {
      throw raise(
          "ERR_REQUIRE_ASYNC_MODULE",
          "require() cannot be used on an ESM graph with top-level await. Use import() instead. Module: "
              + url.toJavaStringUncached());
    }
    JSPromiseObject promise = record.evaluate(realm);
    if (JSPromise.isRejected(promise)) {
      realm
          .getContext()
          .notifyPromiseRejectionTracker(
              promise,
              JSPromise.REJECTION_TRACKER_OPERATION_HANDLE,
              Undefined.instance,
              realm.getAgent());
      throw UserScriptException.create(JSPromise.getPromiseResult(promise));
    }
    return record.getModuleNamespace(ImportPhase.Evaluation);
  }

  private static boolean waits(CyclicModuleRecord module, Set<CyclicModuleRecord> seen) {
    if (!seen.add(module)) {
      return false;
    }
    if (module.hasTLA()) {
      return true;
    }
    for (ModuleRequest request : module.getRequestedModules()) {
      if (module.getLoadedModule(request) instanceof CyclicModuleRecord next && waits(next, seen)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public @Nullable AbstractModuleRecord addLoadedModule(
      ModuleRequest request, AbstractModuleRecord record) {
    return records.putIfAbsent(record.getSource().getName(), record);
  }

  private AbstractModuleRecord load(ModuleSystem.Resolved resolved, String text) {
    JSContext context = realm.getContext();
    return switch (resolved.format()) {
      case MODULE -> {
        JSModuleRecord record = parse(resolved, text);
        yield record.hasTLA() ? parse(resolved, text + NO_VALUE) : record;
      }
      case JSON -> {
        Source source = modules.source(resolved.name(), "", resolved.internal(), false);
        yield new SyntheticModuleRecord(
            context,
            source,
            Undefined.instance,
            List.of(DEFAULT),
            record -> record.setSyntheticModuleExport(DEFAULT, require(resolved.path())));
      }
      case COMMONJS -> commonJs(context, resolved, text);
    };
  }

  private JSModuleRecord parse(ModuleSystem.Resolved resolved, String text) {
    Source source = modules.source(resolved.name(), text, resolved.internal(), true);
    return new JSModuleRecord(
        realm.getContext().getEvaluator().envParseModule(realm, source), this);
  }

  private AbstractModuleRecord commonJs(
      JSContext context, ModuleSystem.Resolved resolved, String text) {
    // A built-in module is ours and has no side effects worth an order: run it now and ask the
    // object for its names.
    Object early = resolved.internal() ? require(resolved.path()) : null;
    List<TruffleString> names = new ArrayList<>();
    names.add(DEFAULT);
    if (early instanceof JSObject exports) {
      for (TruffleString key : JSObject.enumerableOwnNames(exports)) {
        if (!key.equals(DEFAULT)) {
          names.add(key);
        }
      }
    } else {
      Set<String> found = modules.exportedNames(resolved.path(), text);
      found.forEach(name -> names.add(Strings.fromJavaString(name)));
    }
    Source source = modules.source(resolved.name(), "", resolved.internal(), false);
    return new SyntheticModuleRecord(
        context,
        source,
        Undefined.instance,
        names,
        record -> {
          Object exports = early == null ? require(resolved.path()) : early;
          for (TruffleString name : names) {
            record.setSyntheticModuleExport(
                name, name.equals(DEFAULT) ? exports : property(exports, name));
          }
        });
  }

  private static Object property(Object exports, TruffleString name) {
    return exports instanceof JSDynamicObject object
        ? JSObject.get(object, name)
        : Undefined.instance;
  }

  private Object require(String path) {
    return JSFunction.call(
        JSArguments.create(Undefined.instance, requireFile, Strings.fromJavaString(path)));
  }

  private RuntimeException raise(String code, String message) {
    JSFunction.call(
        JSArguments.create(
            Undefined.instance,
            fail,
            Strings.fromJavaString(code),
            Strings.fromJavaString(message)));
    throw new IllegalStateException(
        "The guest function that raises module errors returned: " + code + ": " + message);
  }

  /** The language whose parser reads the sources. */
  static String language() {
    return JavaScriptLanguage.ID;
  }
}
