package org.jexpy.sandbox.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.jexpy.sandbox.GuestLanguage;
import org.jexpy.sandbox.context.TestScript;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How scripts leave: the statuses are those that CPython 3.11 gave for the same code. */
class PythonExitTest {
  private static final Duration LIMIT = Duration.ofMinutes(3);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "None | 0 | ''",
        "300 | 44 | ''",
        "-1 | 255 | ''",
        "1 << 70 | 255 | ''",
        "True | 1 | ''",
        "'\"so long\"' | 1 | so long",
        "(1, 2) | 1 | (1, 2)",
        "3.5 | 1 | 3.5"
      })
  void theValueOfSysExitDecides(String value, int status, String err) throws Exception {
    TestScript script =
        new TestScript(GuestLanguage.PYTHON, "import sys\nsys.exit(%s)\n".formatted(value));
    assertThat(script.runForAtMost(LIMIT)).as(script.err()).isEqualTo(status);
    assertThat(script.err().strip()).isEqualTo(err);
  }

  @Test
  void onlyTheMainThreadEndsTheScriptAndExitHandlersDoNotChangeItsStatus() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import atexit, sys, threading
            thread = threading.Thread(target=lambda: sys.exit(5))
            thread.start()
            thread.join()
            atexit.register(lambda: print('first registered, last run'))
            atexit.register(lambda: 1 / 0)
            atexit.register(lambda: sys.exit(6))
            print('after the thread')
            sys.exit(3)
            """);
    assertThat(script.runForAtMost(LIMIT)).isEqualTo(3);
    assertThat(script.out()).isEqualTo("after the thread\nfirst registered, last run\n");
    assertThat(script.err()).contains("ZeroDivisionError");
  }

  @Test
  void anExceptionGroupShowsWhatIsInIt() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            "raise BaseExceptionGroup('all', [SystemExit(3), ValueError(4)])");
    assertThat(script.runForAtMost(LIMIT)).isEqualTo(1);
    assertThat(script.err()).contains("all (2 sub-exceptions)", "SystemExit: 3", "ValueError: 4");
  }

  @Test
  void theRawSignalModuleIsTheGuardedOneWhereverItComesFrom() throws Exception {
    TestScript script =
        new TestScript(
            GuestLanguage.PYTHON,
            """
            import _imp, _signal, importlib, sys
            from importlib.machinery import BuiltinImporter, ModuleSpec
            def usual(module): return module.signal.__module__ != '_signal' and module.signal is guarded
            guarded = _signal.signal
            print(usual(_imp.create_builtin(ModuleSpec('_signal', BuiltinImporter))))
            del sys.modules['_signal']
            print(usual(importlib.import_module('_signal')))
            print(usual(BuiltinImporter.load_module('_signal')))
            """);
    assertThat(script.runForAtMost(LIMIT)).as(script.err()).isZero();
    assertThat(script.out()).isEqualTo("True\nTrue\nTrue\n");
  }
}
