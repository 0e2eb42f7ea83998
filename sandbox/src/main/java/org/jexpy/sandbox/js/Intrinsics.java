package org.jexpy.sandbox.js;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.runtime.GraalJSException;
import com.oracle.truffle.js.runtime.JSRuntime;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSError;
import com.oracle.truffle.js.runtime.builtins.JSErrorObject;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSModuleNamespace;
import com.oracle.truffle.js.runtime.builtins.JSPromise;
import com.oracle.truffle.js.runtime.builtins.JSPromiseObject;
import com.oracle.truffle.js.runtime.builtins.JSProxy;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The functions on language internals that {@code boot.js} receives. */
final class Intrinsics {

  private static final String COMMONJS = "exports, require, module, __filename, __dirname";
  private static final String INTERNAL = "exports, require, module, internal";

  private final GuestRealm realm;
  private final ModuleSystem modules;
  private @Nullable GuestModuleLoader loader;

  Intrinsics(GuestRealm realm, ModuleSystem modules) {
    this.realm = realm;
    this.modules = modules;
  }

  /** Says who evaluates modules; the loader itself needs what {@code boot.js} returns. */
  void useLoader(GuestModuleLoader moduleLoader) {
    loader = moduleLoader;
  }

  Map<String, JSFunctionObject> all() {
    Map<String, JSFunctionObject> all = new LinkedHashMap<>();
    all.put("compile", realm.intrinsic("compile", 3, this::compile));
    all.put("parse", realm.intrinsic("parse", 2, this::parse));
    all.put("kindOf", realm.intrinsic("kindOf", 1, Intrinsics::kindOf));
    all.put("promiseState", realm.intrinsic("promiseState", 1, this::promiseState));
    all.put("errorSite", realm.intrinsic("errorSite", 1, this::errorSite));
    all.put("requireModule", realm.intrinsic("requireModule", 1, this::requireModule));
    all.put("hostError", realm.intrinsic("hostError", 1, this::hostError));
    return all;
  }

  /**
   * (name, text, kind): a function for {@code commonjs} and {@code internal}, the completion value
   * for {@code script}.
   */
  private Object compile(Object[] arguments) {
    String kind = text(arguments[2]);
    Source source =
        modules.source(text(arguments[0]), text(arguments[1]), kind.equals("internal"), false);
    return switch (kind) {
      case "commonjs" -> realm.function(source, COMMONJS);
      case "internal" -> realm.function(source, INTERNAL);
      default -> realm.script(source);
    };
  }

  /** (name, text): a function that evaluates the text as a script; throws if it is none. */
  private Object parse(Object[] arguments) {
    Source source = modules.source(text(arguments[0]), text(arguments[1]), false, false);
    CallTarget script = realm.parse(source);
    return realm.intrinsic("script", 0, _ -> script.call());
  }

  private static Object kindOf(Object[] arguments) {
    Object value = arguments[0];
    String kind = "";
    if (JSError.isJSError(value)) {
      kind = "Error";
    } else if (JSPromise.isJSPromise(value)) {
      kind = "Promise";
    } else if (JSProxy.isJSProxy(value)) {
      kind = "Proxy";
    } else if (JSModuleNamespace.isJSModuleNamespace(value)) {
      kind = "Module";
    }
    return Strings.fromJavaString(kind);
  }

  private Object promiseState(Object[] arguments) {
    JSPromiseObject promise = (JSPromiseObject) arguments[0];
    String state =
        switch (JSPromise.getPromiseState(promise)) {
          case JSPromise.PENDING -> "pending";
          case JSPromise.FULFILLED -> "fulfilled";
          default -> "rejected";
        };
    Object result =
        state.equals("pending") ? Undefined.instance : JSPromise.getPromiseResult(promise);
    return realm.array(List.of(Strings.fromJavaString(state), result));
  }

  /**
   * Where an error was made: [source name, line, column, text of the line], or undefined for places
   * in our own modules.
   */
  private Object errorSite(Object[] arguments) {
    if (!(arguments[0] instanceof JSErrorObject error)) {
      return Undefined.instance;
    }
    GraalJSException exception = error.getException();
    for (GraalJSException.JSStackTraceElement frame : exception.getJSStackTrace()) {
      // The first frame is where the error was made.
      return site(
          frame.getFileName(), frame.getLineNumber(), frame.getColumnNumber(), frame.getLine());
    }
    // A syntax error has no frame, but a place.
    try {
      SourceSection section = exception.getSourceLocationInterop();
      return section.getSource().isInternal() ? Undefined.instance : site(section);
    } catch (UnsupportedMessageException e) {
      return Undefined.instance;
    }
  }

  /** (URL): the namespace of an ES module. */
  private Object requireModule(Object[] arguments) {
    return Objects.requireNonNull(loader, "loader")
        .requireModule(Strings.fromJavaString(text(arguments[0])));
  }

  /** [code, text] of a Java exception, or undefined for everything else. */
  private Object hostError(Object[] arguments) {
    var environment = realm.realm().getEnv();
    if (!(arguments[0] instanceof Throwable thrown) || !environment.isHostException(thrown)) {
      return Undefined.instance;
    }
    HostError error = HostError.of(environment.asHostException(thrown));
    return realm.array(
        List.of(Strings.fromJavaString(error.code()), Strings.fromJavaString(error.text())));
  }

  private Object site(SourceSection section) {
    Source source = section.getSource();
    int line = section.getStartLine();
    return site(
        Strings.fromJavaString(source.getName()),
        line,
        section.getStartColumn(),
        Strings.fromJavaString(source.getCharacters(line).toString()));
  }

  private Object site(Object name, int line, int column, Object text) {
    return realm.array(List.of(name, line, column, text));
  }

  private static String text(Object value) {
    return JSRuntime.toString(value).toJavaStringUncached();
  }
}
