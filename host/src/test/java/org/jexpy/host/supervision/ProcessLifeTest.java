package org.jexpy.host.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.jexpy.bindings.exos.core.ProcessState;
import org.jexpy.host.process.ProcessChange;
import org.jexpy.host.process.ProcessInfo;
import org.jexpy.host.process.ProcessSpec;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How processes begin, live and end: design §5, specification of EXOS §2. */
@Timeout(180)
final class ProcessLifeTest {
  @TempDir Path modules;
  private TestTable processes;

  @BeforeEach
  void open() {
    processes =
        new TestTable(
            modules, PermissionSet.none().allow(Permission.THREADS).allow(Permission.RUN));
  }

  @AfterEach
  void close() throws Exception {
    processes.close();
  }

  @Test
  void aThreadEndsItsProcessWhateverTheMainThreadWaitsFor() throws Exception {
    processes.write(
        "reads.py",
        """
        import os, threading
        end, other = os.pipe()
        threading.Thread(target=lambda: os._exit(6)).start()
        os.read(end, 1)
        """);
    processes.create(ProcessSpec.python("reads", "reads").auto());
    ProcessInfo end = processes.awaitEnd("reads");
    assertThat(end.state()).isEqualTo(ProcessState.STOPPED);
    assertThat(end.exitStatus()).hasValue(6);
    assertThat(end.detail()).hasValue("exited with status 6");
  }

  @Test
  void anOnDemandProcessRunsToCompletionWithItsArguments() throws Exception {
    processes.write("app/__init__.py", "");
    processes.write(
        "app/tool.py",
        "import sys\nprint(__name__, sys.argv[1:], sys.expy, sys.epm_managed, sys.argv[0][-11:])\n");
    processes.create(ProcessSpec.python("tool", "app.tool").withArguments("--flag", "two words"));
    assertThat(processes.info("tool").state()).isEqualTo(ProcessState.STOPPED);

    processes.start("tool");
    ProcessInfo info = processes.awaitEnd("tool");

    assertThat(processes.printed("tool"))
        .isEqualTo("__main__ ['--flag', 'two words'] True True app/tool.py\n");
    assertThat(info.state()).isEqualTo(ProcessState.STOPPED);
    assertThat(info.exitStatus()).hasValue(0);
    assertThat(processes.news("tool"))
        .containsExactly(
            ProcessChange.CREATED,
            ProcessChange.STARTED,
            ProcessChange.LOADING,
            ProcessChange.STOPPED);
  }

  @Test
  void anAutoProcessOutlivesItsModuleWithItsThreadPools() throws Exception {
    processes.write(
        "daemon.py",
        """
        import atexit, threading
        from concurrent.futures import ThreadPoolExecutor
        from exos.api import ready, get_process_state, get_process_name, ProcessState
        pool = ThreadPoolExecutor(1)
        go = threading.Event()
        def later():
            go.wait(0.2)
            import queue
            print("pool works:", pool.submit(lambda: 6 * 7).result(), flush=True)
        threading.Thread(target=later, daemon=True).start()
        atexit.register(lambda: print("left", flush=True))
        print(get_process_name(), get_process_state() == ProcessState.LOADCFG, flush=True)
        ready()
        print(get_process_state() == ProcessState.READY, flush=True)
        """);
    processes.create(ProcessSpec.python("daemon", "daemon").auto());

    processes.await("daemon", ProcessState.READY);
    processes.awaitPrinted("daemon", "pool works: 42");
    assertThat(processes.info("daemon").exitStatus()).isEmpty();
    processes.terminate("daemon", false);

    assertThat(processes.info("daemon").state()).isEqualTo(ProcessState.STOPPED);
    assertThat(processes.printed("daemon")).isEqualTo("daemon True\nTrue\npool works: 42\nleft\n");
  }

  @Test
  void aJavaScriptProcessOutlivesItsModuleAndIsStopped() throws Exception {
    processes.write(
        "timer.mjs",
        "import { ready } from 'jexpy:exos';\nlet n = 0; setInterval(() => console.log('tick', ++n), 5); ready();\n");
    processes.create(ProcessSpec.js("timer", "timer").auto());

    processes.awaitPrinted("timer", "tick 3");
    assertThat(processes.info("timer").state()).isEqualTo(ProcessState.READY);
    processes.terminate("timer", false);

    assertThat(processes.info("timer").state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void anExitIsNoFailureAndAnUncaughtErrorIs() throws Exception {
    processes.write("leaves.py", "import sys\ntry: sys.exit(3)\nfinally: print('finally')\n");
    processes.write("vanishes.py", "import os\nos._exit(4)\n");
    processes.write("breaks.py", "def f(): return 1 / 0\nf()\n");
    processes.write("js_leaves.mjs", "process.exit(5)\n");
    processes.write("js_breaks.mjs", "throw new RangeError('broken')\n");
    for (String name : new String[] {"leaves", "vanishes", "breaks", "missing"}) {
      processes.create(ProcessSpec.python(name, name));
      processes.start(name);
    }
    for (String name : new String[] {"js_leaves", "js_breaks"}) {
      processes.create(ProcessSpec.js(name, name));
      processes.start(name);
    }

    assertThat(processes.awaitEnd("leaves").exitStatus()).hasValue(3);
    assertThat(processes.printed("leaves")).isEqualTo("finally\n");
    assertThat(processes.awaitEnd("vanishes").exitStatus()).hasValue(4);
    assertThat(processes.awaitEnd("breaks").exitStatus()).hasValue(1);
    assertThat(processes.printed("breaks"))
        .contains("Traceback (most recent call last)", "ZeroDivisionError: division by zero");
    assertThat(processes.awaitEnd("missing").exitStatus()).hasValue(1);
    assertThat(processes.printed("missing")).contains("No module named missing");
    assertThat(processes.awaitEnd("js_leaves").exitStatus()).hasValue(5);
    assertThat(processes.awaitEnd("js_breaks").exitStatus()).hasValue(1);
    assertThat(processes.printed("js_breaks")).contains("RangeError: broken");

    assertThat(processes.news("leaves")).endsWith(ProcessChange.STOPPED);
    assertThat(processes.news("vanishes")).endsWith(ProcessChange.STOPPED);
    assertThat(processes.news("js_leaves")).endsWith(ProcessChange.STOPPED);
    assertThat(processes.news("breaks")).endsWith(ProcessChange.FAILED);
    assertThat(processes.news("js_breaks")).endsWith(ProcessChange.FAILED);
  }

  @Test
  void anAutoProcessThatFailsIsStartedAgain() throws Exception {
    processes.write("fails.mjs", "console.log('once more'); throw new Error('no');\n");
    processes.create(ProcessSpec.js("fails", "fails").auto());

    processes.await("fails", ProcessState.FAIL);
    org.awaitility.Awaitility.await().until(() -> processes.info("fails").restarts() > 0);
    processes.terminate("fails", false);

    assertThat(processes.info("fails").state()).isEqualTo(ProcessState.STOPPED);
    assertThat(processes.news("fails")).contains(ProcessChange.RESTARTING);
    assertThat(processes.printed("fails").split("once more", -1)).hasSizeGreaterThan(2);
  }

  @Test
  void aScriptThatNeverEndsIsStopped() throws Exception {
    processes.write(
        "sleeps.py", "import time\nprint('up', flush=True)\nwhile True: time.sleep(1)\n");
    processes.write("spins.py", "print('up', flush=True)\nwhile True: pass\n");
    processes.write("spins_js.mjs", "console.log('up'); for (;;) {}\n");
    processes.create(ProcessSpec.python("sleeps", "sleeps").auto());
    processes.create(ProcessSpec.python("spins", "spins"));
    processes.create(ProcessSpec.js("spins_js", "spins_js"));
    processes.start("spins");
    processes.start("spins_js");
    for (String name : new String[] {"sleeps", "spins", "spins_js"}) {
      processes.awaitPrinted(name, "up");
    }

    processes.terminate("sleeps", false);
    processes.terminate("spins", true);
    processes.terminate("spins_js", false);

    for (String name : new String[] {"sleeps", "spins", "spins_js"}) {
      assertThat(processes.info(name).state()).isEqualTo(ProcessState.STOPPED);
      assertThat(processes.info(name).detail()).hasValue("stopped");
    }
  }

  @Test
  void aScriptThatCatchesEverythingIsTornOut() throws Exception {
    processes.write(
        "stays.py",
        """
        print('up', flush=True)
        while True:
            try:
                while True: pass
            except BaseException:
                pass
        """);
    processes.create(ProcessSpec.python("stays", "stays"));
    processes.start("stays");
    processes.awaitPrinted("stays", "up");

    processes.delete("stays");

    processes.create(ProcessSpec.python("stays", "stays"));
    assertThat(processes.info("stays").state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void oneNameCanBeUsedAgainAtOnce() throws Exception {
    processes.write("up.mjs", "setInterval(() => {}, 1000); console.log('up');\n");
    for (int i = 0; i < 20; i++) {
      processes.create(ProcessSpec.js("again", "up"));
      processes.start("again");
      processes.delete("again");
    }
    processes.create(ProcessSpec.js("again", "up").auto());

    processes.awaitPrinted("again", "up");
    assertThat(processes.info("again").restarts()).isZero();
    assertThatThrownBy(() -> processes.create(ProcessSpec.js("again", "up")))
        .hasRootCauseMessage("Process again already exists!");
    assertThatThrownBy(() -> processes.start("again"))
        .hasRootCauseMessage("Process again already exists!");
  }

  @Test
  void aRestartIsAnotherRun() throws Exception {
    processes.write("up.mjs", "setInterval(() => {}, 1000); console.log('up');\n");
    processes.create(ProcessSpec.js("up", "up").auto());
    processes.awaitPrinted("up", "up");

    processes.restart("up");

    processes.awaitPrinted("up", "up\nup");
    assertThat(processes.info("up").restarts()).isZero();
  }

  @Test
  void aProgramOfTheSystemIsSupervised() throws Exception {
    processes.create(ProcessSpec.executable("echo", "/bin/echo").withArguments("hello", "there"));
    processes.create(ProcessSpec.executable("sleeper", "/bin/sleep").auto().withArguments("1000"));
    processes.create(ProcessSpec.executable("nothing", "/no/such/program"));
    processes.start("echo");
    processes.start("nothing");

    assertThat(processes.awaitEnd("echo").exitStatus()).hasValue(0);
    assertThat(processes.printed("echo")).isEqualTo("hello there\n");
    assertThat(processes.awaitEnd("nothing").detail().orElseThrow())
        .contains("could not be started", "/no/such/program");
    processes.await("sleeper", ProcessState.READY);
    processes.terminate("sleeper", false);
    assertThat(processes.info("sleeper").state()).isEqualTo(ProcessState.STOPPED);
  }

  @Test
  void nothingOfAProcessIsLeft() throws Exception {
    processes.write(
        "holds.py",
        """
        import socket, threading, time
        threading.Thread(target=lambda: time.sleep(1000), name="guest-one").start()
        threading.Thread(target=time.sleep, args=(1000,), name="guest-two", daemon=True).start()
        print("up", flush=True)
        """);
    processes.create(ProcessSpec.python("holds", "holds").auto());
    processes.awaitPrinted("holds", "up");

    processes.delete("holds");

    assertThat(processes.ask(() -> processes.table().info("holds"))).isEmpty();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(Thread.getAllStackTraces().keySet())
                    .extracting(Thread::getName)
                    .noneMatch(name -> name.contains("holds") || name.contains("guest-")));
  }

  @Test
  void aProgramMayTakeItsTimeAtItsEnd() throws Exception {
    processes.write(
        "slow.sh",
        """
        #!/bin/sh
        trap 'echo last; sleep 0.2; echo words; exit 7' TERM
        echo up
        while :; do sleep 0.1; done
        """);
    assertThat(modules.resolve("slow.sh").toFile().setExecutable(true)).isTrue();
    processes.create(ProcessSpec.executable("slow", "slow.sh").auto());
    processes.awaitPrinted("slow", "up");

    processes.terminate("slow", false);
    assertThat(processes.printed("slow")).isEqualTo("up\nlast\nwords\n");
    assertThat(processes.info("slow").exitStatus()).hasValue(7);
  }

  @Test
  void aProcessThatIsBeingDeletedIsNotStartedAgain() throws Exception {
    processes.write("sleeps.py", "import time\nprint('up', flush=True)\ntime.sleep(1000)\n");
    processes.create(ProcessSpec.python("doomed", "sleeps").auto());
    processes.awaitPrinted("doomed", "up");

    var gone =
        processes.ask(
            () -> {
              var deleted = processes.table().delete("doomed");
              assertThatThrownBy(() -> processes.table().start("doomed"))
                  .hasMessage("Process doomed is being deleted.");
              return deleted;
            });

    processes.done(gone);
    assertThat(processes.ask(() -> processes.table().all())).isEmpty();
  }

  @Test
  void aProcessIsStoppedBeforeItHasItsContext() throws Exception {
    processes.write("quick.py", "print('ran', flush=True)\n");
    for (int i = 0; i < 6; i++) {
      processes.create(ProcessSpec.python("p" + i, "quick").auto());
    }
    // Two start, four wait for them.
    for (int i = 5; i >= 0; i--) {
      processes.delete("p" + i);
    }

    assertThat(processes.ask(() -> processes.table().all())).isEmpty();
    processes.create(ProcessSpec.python("after", "quick"));
    processes.start("after");
    assertThat(processes.awaitEnd("after").exitStatus()).hasValue(0);
  }
}
