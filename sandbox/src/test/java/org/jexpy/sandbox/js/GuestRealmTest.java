package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.runtime.JSException;
import com.oracle.truffle.js.runtime.builtins.JSFunctionObject;
import com.oracle.truffle.js.runtime.objects.JSObject;
import java.util.List;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.context.ContextFactory;
import org.jexpy.sandbox.context.ContextKey;
import org.jexpy.sandbox.context.GuestContext;
import org.jexpy.sandbox.context.GuestEngine;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Asks everything that {@link GuestRealm} takes from inside GraalJS: an upgrade fails here first.
 */
class GuestRealmTest {
  private GuestEngine engine;
  private GuestContext context;
  private GuestRealm realm;

  @BeforeEach
  void enter() {
    engine = GuestEngine.create();
    context =
        new ContextFactory(engine, List.of(), "jexpy")
            .create(ContextKey.of(GuestLanguage.JS, PermissionSet.none(), false, false));
    context.polyglot().initialize("js");
    context.polyglot().enter();
    realm = GuestRealm.current();
  }

  @AfterEach
  void leave() {
    context.polyglot().leave();
    context.close();
    engine.close();
  }

  @Test
  void aFunctionKeepsTheLinesOfItsText() {
    JSFunctionObject function = realm.function(source("return a +\n b;"), "a, b");
    assertThat(value(realm.call(function, 1, 2)).asInt()).isEqualTo(3);
  }

  @Test
  void aSyntaxErrorHasItsTruePlace() {
    assertThatThrownBy(() -> realm.function(source("let a = 1;\nlet b = ;"), "x"))
        .isInstanceOfSatisfying(
            JSException.class,
            e -> {
              try {
                assertThat(e.getSourceLocationInterop().getStartLine()).isEqualTo(2);
                assertThat(e.getSourceLocationInterop().getStartColumn()).isEqualTo(9);
              } catch (com.oracle.truffle.api.interop.UnsupportedMessageException missing) {
                throw new AssertionError(missing);
              }
            });
  }

  @Test
  void anIntrinsicIsCalledWithGuestValues() {
    JSFunctionObject length = realm.intrinsic("count", 2, arguments -> arguments.length);
    JSObject holder = realm.object(Map.of("count", length));
    assertThat(value(holder).invokeMember("count", 1, "x", true).asInt()).isEqualTo(3);
  }

  @Test
  void anArrayBufferIsTheArrayItself() {
    byte[] bytes = {1, 2, 3};
    Value buffer = value(realm.arrayBuffer(bytes));
    bytes[1] = 9;
    assertThat(buffer.getBufferSize()).isEqualTo(3);
    assertThat(buffer.readBufferByte(1)).isEqualTo((byte) 9);
  }

  @Test
  void rejectionsAreTracked() {
    RejectionTracker tracker = new RejectionTracker();
    realm.useRejectionTracker(tracker);
    context
        .polyglot()
        .eval("js", "globalThis.kept = Promise.reject(7); Promise.reject(8).catch(() => {})");
    assertThat(tracker.isEmpty()).isFalse();
    assertThat(value(tracker.take().getValue()).asInt()).isEqualTo(7);
    assertThat(tracker.isEmpty()).isTrue();
  }

  private Value value(Object guest) {
    return context.polyglot().asValue(guest);
  }

  private static Source source(String text) {
    return Source.newBuilder("js", text, "t.js").build();
  }
}
