package org.jexpy.sandbox.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.GuestServices;
import org.jexpy.sandbox.RunRequest;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(240)
class SpareRunnersTest {
  private static final ContextKey JS_KEY =
      ContextKey.of(GuestLanguage.JS, PermissionSet.all(), false, false);

  @TempDir Path temp;
  private final AtomicBoolean memoryIsShort = new AtomicBoolean();
  private final SpareRunners spares = new SpareRunners(SharedGuests.starter(), memoryIsShort::get);

  @AfterEach
  void dismissSpares() {
    spares.close();
  }

  private void awaitReady(ContextKey key, int count) {
    await().atMost(200, TimeUnit.SECONDS).until(() -> spares.ready(key) == count);
  }

  private static int status(StartedGuest guest) throws Exception {
    return guest.runner().status().get(200, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(GuestLanguage.class)
  void aSpareBehavesAsAColdStart(GuestLanguage language) throws Exception {
    String text =
        switch (language) {
          case PYTHON ->
              """
              import os, sys, threading
              print(sys.argv, os.environ.get('GREETING'), os.environ.get('SECRET'), os.getcwd())
              print(open('file').read(), threading.current_thread().name, __name__)
              """;
          case JS ->
              """
              console.log(process.argv.slice(-1)[0], process.env.GREETING, process.env.SECRET, process.cwd());
              """;
        };
    Files.writeString(temp.resolve("file"), "content");
    PermissionSet permissions =
        PermissionSet.none()
            .allow(Permission.ENV, List.of("GREETING"))
            .allow(Permission.READ, List.of(temp.toString()));
    Map<String, String> environment = Map.of("GREETING", "hi", "SECRET", "no");
    TestScript cold =
        new TestScript(language, text, permissions, List.of("arg"), environment, temp);
    TestScript warm =
        new TestScript(language, text, permissions, List.of("arg"), environment, temp);
    spares.keep(warm.key(), 1);
    awaitReady(warm.key(), 1);

    StartedGuest fromSpare = spares.start("warm", warm.key(), warm.work());
    assertThat(fromSpare.kind()).isEqualTo(StartKind.SPARE);
    assertThat(status(fromSpare)).as(warm::err).isZero();
    assertThat(fromSpare.runner().thread().getName()).isEqualTo("warm");

    SpareRunners none = new SpareRunners(SharedGuests.starter());
    StartedGuest fromCold = none.start("cold", cold.key(), cold.work());
    assertThat(fromCold.kind()).isEqualTo(StartKind.COLD);
    assertThat(status(fromCold)).as(cold::err).isZero();
    assertThat(warm.out()).isEqualTo(cold.out()).contains("arg", "hi", temp.toString());
  }

  @Test
  void aColdStartLosesNoTimeWithWhatASpareDoesBeforehand() throws Exception {
    AtomicInteger warmed = new AtomicInteger();
    GuestWorld world =
        new GuestWorld() {
          @Override
          public void warm(GuestContext context) {
            warmed.incrementAndGet();
          }

          @Override
          public int run(GuestContext context, RunRequest request, GuestServices services) {
            return 0;
          }
        };
    GuestStarter starter = SharedGuests.starter(language -> world);
    // Many: it was a matter of which of two threads came first.
    for (int i = 0; i < 200; i++) {
      assertThat(status(starter.startCold("cold", JS_KEY, (context, itsWorld, self) -> 0)))
          .isZero();
    }
    assertThat(warmed).hasValue(0);
  }

  @Test
  void aSpareIsNeverUsedTwiceAndIsReplaced() throws Exception {
    spares.keep(JS_KEY, 1);
    awaitReady(JS_KEY, 1);
    TestScript first = new TestScript(GuestLanguage.JS, "globalThis.mark = 1");
    assertThat(status(spares.start("first", JS_KEY, first.work()))).isZero();
    awaitReady(JS_KEY, 1);
    TestScript second = new TestScript(GuestLanguage.JS, "console.log(typeof mark)");
    StartedGuest guest = spares.start("second", JS_KEY, second.work());
    assertThat(status(guest)).isZero();
    assertThat(guest.kind()).isEqualTo(StartKind.SPARE);
    assertThat(second.out()).isEqualTo("undefined\n");
  }

  @Test
  void aSpareServesItsOwnKeyOnly() throws Exception {
    spares.keep(JS_KEY, 1);
    awaitReady(JS_KEY, 1);
    ContextKey other = ContextKey.of(GuestLanguage.JS, PermissionSet.none(), false, false);
    TestScript script = new TestScript(GuestLanguage.JS, "console.log(1)");
    StartedGuest guest = spares.start("other", other, script.work());
    assertThat(status(guest)).isZero();
    assertThat(guest.kind()).isEqualTo(StartKind.COLD);
    assertThat(spares.ready(JS_KEY)).isEqualTo(1);
  }

  @Test
  void whileMemoryIsShortNoneIsMade() throws Exception {
    spares.keep(JS_KEY, 1);
    awaitReady(JS_KEY, 1);
    memoryIsShort.set(true);
    spares.drop();
    TestScript script = new TestScript(GuestLanguage.JS, "console.log(1)");
    StartedGuest guest = spares.start("guest", JS_KEY, script.work());
    assertThat(guest.kind()).isEqualTo(StartKind.COLD);
    assertThat(status(guest)).isZero();
    assertThat(spares.ready(JS_KEY)).isZero();
    memoryIsShort.set(false);
    spares.keep(JS_KEY, 1);
    awaitReady(JS_KEY, 1);
  }

  @Test
  void closingLeavesNoThread() {
    spares.keep(JS_KEY, 2);
    awaitReady(JS_KEY, 2);
    spares.close();
    await()
        .atMost(200, TimeUnit.SECONDS)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("jexpy-spare-")));
  }

  @Test
  void spareContextsHaveNoSignalHandlers() {
    ContextKey key = ContextKey.of(GuestLanguage.PYTHON, PermissionSet.none(), true, false);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> spares.keep(key, 1))
        .withMessageContaining("no signal handlers");
    assertThatIllegalArgumentException().isThrownBy(() -> spares.keep(JS_KEY, -1));
  }
}
