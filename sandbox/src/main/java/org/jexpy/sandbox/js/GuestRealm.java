package org.jexpy.sandbox.js;

import com.oracle.truffle.api.CallTarget;
import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.ThreadLocalAction;
import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.api.source.SourceSection;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.Errors;
import com.oracle.truffle.js.runtime.JSArguments;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.JSRealm;
import com.oracle.truffle.js.runtime.JavaScriptRootNode;
import com.oracle.truffle.js.runtime.Strings;
import com.oracle.truffle.js.runtime.builtins.JSArray;
import com.oracle.truffle.js.runtime.builtins.JSArrayBuffer;
import com.oracle.truffle.js.runtime.builtins.JSFunction;
import com.oracle.truffle.js.runtime.builtins.JSFunctionData;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.builtins.JSOrdinary;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import com.oracle.truffle.js.runtime.objects.Undefined;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;

/**
 * The one place that reaches into GraalJS for what its public interface does not offer: a module
 * loader that knows who asks, function parameters for parsed sources, {@code import.meta}, promise
 * rejections, array buffers over Java arrays.
 *
 * <p>The classes used are those by which the Node.js build of GraalJS embeds the language. They are
 * no stable interface: the version is fixed by the build, and {@code GuestRealmTest} asks every one
 * of them, so that an upgrade fails there first. All methods must be called on the thread that
 * entered the context.
 */
final class GuestRealm {

  /** The code of a function that JavaScript can call without crossing the host boundary. */
  interface Body {
    Object call(Object[] arguments);
  }

  private static final String PARSE_WITH_PROLOG = JavaScriptLanguage.NODE_ENV_PARSE_TOKEN;

  private static final String TAIL = "\n})";

  private final JSRealm realm;

  private GuestRealm(JSRealm realm) {
    this.realm = realm;
  }

  /** The realm of the context that this thread has entered. */
  static GuestRealm current() {
    return new GuestRealm(JSRealm.get(null));
  }

  JSRealm realm() {
    return realm;
  }

  /**
   * Parses a source as the body of a function with these parameters. Lines and columns are those of
   * the text.
   */
  JSFunctionObject function(Source source, String parameters) {
    try {
      return (JSFunctionObject)
          realm
              .getEnv()
              .parsePublic(source, PARSE_WITH_PROLOG, head(parameters), TAIL, "false")
              .call();
    } catch (JSException | IllegalArgumentException e) {
      // The parser counts the text before the body into the place of a syntax error, and fails on
      // places that are then behind the end of the source. Parse again to find the true place.
      throw syntaxError(source, parameters, e);
    }
  }

  private static RuntimeException syntaxError(
      Source source, String parameters, RuntimeException found) {
    String head = head(parameters);
    Source whole =
        Source.newBuilder(JavaScriptLanguage.ID, head + source.getCharacters() + TAIL, "")
            .internal(source.isInternal())
            .build();
    try {
      JSRealm.get(null).getEnv().parsePublic(whole);
      return found;
    } catch (JSException e) {
      int index = 0;
      try {
        index = e.getSourceLocationInterop().getCharIndex() - head.length();
      } catch (UnsupportedMessageException unknown) {
        // The first character, then.
      }
      SourceSection place = source.createSection(Math.clamp(index, 0, source.getLength()), 0);
      return Errors.createSyntaxError(e.getRawMessage(), e, place, false);
    }
  }

  private static String head(String parameters) {
    return "(function (" + parameters + ") {";
  }

  /** Calls a function with guest values, and Java objects for the guest to use. */
  Object call(JSFunctionObject function, Object... arguments) {
    Object[] guestArguments = new Object[arguments.length];
    for (int i = 0; i < arguments.length; i++) {
      guestArguments[i] =
          arguments[i] instanceof TruffleObject
              ? arguments[i]
              : realm.getEnv().asGuestValue(arguments[i]);
    }
    return JSFunction.call(JSArguments.create(Undefined.instance, function, guestArguments));
  }

  /** An ordinary object with these properties. */
  JSObject object(Map<String, ? extends Object> properties) {
    JSObject object = JSOrdinary.create(realm.getContext(), realm);
    properties.forEach((name, value) -> set(object, name, value));
    return object;
  }

  static void set(JSDynamicObject object, String name, Object value) {
    JSObject.set(object, Strings.fromJavaString(name), value);
  }

  static JSFunctionObject functionOf(JSDynamicObject object, String name) {
    return (JSFunctionObject) JSObject.get(object, Strings.fromJavaString(name));
  }

  /** Evaluates a source as a script in the global scope. */
  Object script(Source source) {
    return parse(source).call();
  }

  /** Parses a source as a script for the global scope. */
  CallTarget parse(Source source) {
    return realm.getEnv().parsePublic(source);
  }

  /** Has an action run on a thread as soon as that is at a safe place in guest code. */
  Future<Void> submit(Thread thread, ThreadLocalAction action) {
    return realm.getEnv().submitThreadLocal(new Thread[] {thread}, action);
  }

  /** Makes a JavaScript function of Java code. Guest exceptions pass through it unchanged. */
  JSFunctionObject intrinsic(String name, int arity, Body body) {
    JavaScriptRootNode root =
        new JavaScriptRootNode(realm.getContext().getLanguage()) {
          @Override
          public Object execute(VirtualFrame frame) {
            return run(JSArguments.extractUserArguments(frame.getArguments()));
          }

          @TruffleBoundary
          private Object run(Object[] arguments) {
            return body.call(arguments);
          }
        };
    JSFunctionData data =
        JSFunctionData.createCallOnly(
            realm.getContext(), root.getCallTarget(), arity, Strings.fromJavaString(name));
    return JSFunction.create(realm, data);
  }

  /** An {@code ArrayBuffer} that uses the given array itself. */
  Object arrayBuffer(byte[] bytes) {
    return JSArrayBuffer.createArrayBuffer(realm.getContext(), realm, bytes);
  }

  /**
   * Makes this loader the realm's own, for static and dynamic imports of modules and scripts alike.
   */
  void useLoader(GuestModuleLoader loader) {
    try {
      // There is no setter: the language chooses between its own two loaders by option.
      Field field = JSRealm.class.getDeclaredField("moduleLoader");
      field.setAccessible(true);
      field.set(realm, loader);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "This GraalJS has no field JSRealm.moduleLoader; jexpy knows version 25.0.3", e);
    }
  }

  /**
   * Fills {@code import.meta} of every module. One initializer serves all realms of the language
   * instance, so it finds the realm's loader by the module.
   */
  void useImportMeta() {
    realm
        .getContext()
        .setImportMetaInitializer(
            (meta, module) -> {
              if (module.getModuleLoader() instanceof GuestModuleLoader loader) {
                loader.fillImportMeta(meta, module);
              }
            });
  }

  void useRejectionTracker(RejectionTracker tracker) {
    realm.getContext().setPromiseRejectionTracker(realm.getAgent(), tracker);
  }

  /**
   * Ends the context at once with this status: no {@code finally} block runs. Never returns
   * normally.
   */
  void exit(int status) {
    realm.getEnv().getContext().closeExited(null, status);
  }

  /** An array of strings, numbers and other JavaScript values. */
  Object array(List<?> elements) {
    return JSArray.createConstant(realm.getContext(), realm, elements.toArray());
  }
}
