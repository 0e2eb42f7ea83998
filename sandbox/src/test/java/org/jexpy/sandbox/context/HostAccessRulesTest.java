package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.jexpy.sandbox.GuestVisible;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class HostAccessRulesTest {
  private static final GuestEngine ENGINE = GuestEngine.create();

  @AfterAll
  static void closeEngine() {
    ENGINE.close();
  }

  /** What an extension might hand to guests. */
  public static final class HostObject {
    /** Marked. */
    @GuestVisible
    public String marked() {
      return "seen";
    }

    /** Not marked. */
    public String unmarked() {
      return "hidden";
    }

    /** Would take a live guest object. */
    @GuestVisible
    public int sizeOf(List<Object> list) {
      return list.size();
    }
  }

  private static Object run(List<String> granted, String script) {
    GuestEngine.Shared shared = ENGINE.sharedFor(granted);
    try (Context context =
        Context.newBuilder("js")
            .engine(shared.engine())
            .allowHostAccess(shared.hostAccess())
            .allowHostClassLookup(name -> true)
            .build()) {
      context.getBindings("js").putMember("host", new HostObject());
      return context.eval("js", script).as(Object.class);
    }
  }

  @Test
  void withoutAGrantOnlyMarkedMethodsAreSeen() {
    assertThat(run(List.of(), "host.marked()")).isEqualTo("seen");
    assertThat(run(List.of(), "typeof host.unmarked")).isEqualTo("undefined");
    assertThat(run(List.of(), "typeof host.getClass")).isEqualTo("undefined");
    assertThat(run(List.of(), "typeof Java.type('java.util.ArrayList').class.getName"))
        .as("members of a class that was found all the same")
        .isEqualTo("undefined");
  }

  @Test
  void aGuestListIsNoLiveObjectOnThisSide() {
    assertThatThrownBy(() -> run(List.of(), "host.sizeOf([1, 2])"))
        .isInstanceOf(PolyglotException.class)
        .hasMessageContaining("sizeOf");
  }

  @Test
  void aNamedClassIsUsableAndLeadsToNoOther() {
    List<String> granted = List.of("java.util.ArrayList");
    assertThat(
            run(granted, "const l = new (Java.type('java.util.ArrayList'))(); l.add(7); l.get(0)"))
        .isEqualTo(7);
    assertThat(run(granted, "typeof new (Java.type('java.util.ArrayList'))().getClass"))
        .isEqualTo("undefined");
    assertThat(run(granted, "typeof host.unmarked")).isEqualTo("undefined");
    assertThatThrownBy(() -> run(granted, "new (Java.type('java.io.File'))('/')"))
        .isInstanceOf(PolyglotException.class);
  }

  @Test
  void aPackageOpensPublicMembersButNoReflection() {
    List<String> granted = List.of("java.util.*");
    assertThat(run(granted, "new (Java.type('java.util.ArrayList'))().size()")).isEqualTo(0);
    assertThat(
            run(
                granted,
                "typeof new (Java.type('java.util.ArrayList'))().getClass().getClassLoader"))
        .isEqualTo("undefined");
    assertThat(
            run(granted, "typeof new (Java.type('java.util.ArrayList'))().getClass().getMethods"))
        .isEqualTo("undefined");
  }

  @Test
  void denialsTakeReflectionFromTheUnboundedGrant() {
    assertThat(run(List.of("*"), "typeof host.getClass().getMethods")).isEqualTo("function");
    assertThat(run(List.of(".*"), "typeof host.getClass().getMethods")).isEqualTo("undefined");
  }
}
