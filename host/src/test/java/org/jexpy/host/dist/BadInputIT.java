package org.jexpy.host.dist;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jexpy.host.dist.JexpyProcess.Outcome;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users get wrong, with real processes: a clear message, the right status, no Java stack. */
class BadInputIT {
  private static Unpacked dist;

  @TempDir Path folder;

  @BeforeAll
  static void unpack() throws Exception {
    dist = Unpacked.shared();
  }

  private Outcome shell(String script) throws Exception {
    Outcome outcome = JexpyProcess.shell(dist, folder, script);
    assertThat(outcome.out() + outcome.err()).doesNotContain("at java.", "at org.", "jexpy failed");
    return outcome;
  }

  private void file(String name, String text) throws Exception {
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aScriptWhoseReaderLeavesEndsAsUnderCPython() throws Exception {
    file("lines.py", "for i in range(300000): print('line', i)\n");

    Outcome outcome = shell("{ \"$JEXPY\" run lines.py; echo $? >status; } | head -n 1");

    assertThat(outcome.out()).isEqualTo("line 0\n");
    assertThat(folder.resolve("status")).hasContent("1\n");
    assertThat(outcome.err())
        .startsWith("Traceback (most recent call last):")
        .endsWith("BrokenPipeError: [Errno 32] Broken pipe\n")
        .doesNotContain("ignored");
  }

  @Test
  void whatCannotBeWrittenAtTheEndIsStatus120() throws Exception {
    // The reader of the pipe is gone before the script begins.
    Outcome outcome =
        shell(
            """
            mkfifo pipe; : <pipe & exec 4>pipe; wait
            "$JEXPY" run -c 'import sys; print(1); sys.exit(3)' >&4; echo $?
            "$JEXPY" run -c 'print(1)' >/dev/full; echo $?
            "$JEXPY" run -c '1/0' 2>/dev/full; echo $?
            """);

    assertThat(outcome.out()).isEqualTo("120\n120\n120\n");
    assertThat(outcome.err())
        .isEqualTo(
            """
            Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>
            BrokenPipeError: [Errno 32] Broken pipe
            Exception ignored in: <_io.TextIOWrapper name='<stdout>' mode='w' encoding='utf-8'>
            OSError: [Errno 28] No space left on device
            """);
  }

  @Test
  void endlessJavaScriptEndsWhenItsReaderLeaves() throws Exception {
    file("log.mjs", "for (;;) console.log('y');");
    file("write.mjs", "for (;;) process.stdout.write('y\\n');");

    Outcome outcome =
        shell(
            """
            { "$JEXPY" run log.mjs; echo $? >status; } | head -n 1
            { "$JEXPY" run write.mjs; echo $? >>status; } | head -n 1
            "$JEXPY" run log.mjs >/dev/full; echo $? >>status
            """);

    assertThat(outcome.out()).isEqualTo("y\ny\n");
    assertThat(folder.resolve("status")).hasContent("1\n1\n1\n");
    assertThat(outcome.err()).contains("Error: write EPIPE", "code: 'EPIPE'", "code: 'ENOSPC'");
  }

  @Test
  void closedStandardStreamsAreNoneInPythonAndEmptyInJavaScript() throws Exception {
    file(
        "closed.py",
        """
        import sys
        print("nobody")
        sys.exit(40 + sum(bit for bit, s in zip((1, 2, 4), (sys.stdin, sys.stdout, sys.stderr)) if s is None))
        """);
    file(
        "closed.mjs",
        "console.log('nobody'); process.stdin.on('end', () => process.exit(5)).resume();");

    Outcome outcome =
        shell(
            """
            "$JEXPY" run closed.py; echo $?
            ("$JEXPY" run closed.py <&- >&- 2>&-); echo $?
            ("$JEXPY" run -c '1/0' 2>&-); echo $?
            ("$JEXPY" run -c 'input()' <&-); echo $?
            ("$JEXPY" run closed.mjs <&- >&- 2>&-); echo $?
            """);

    assertThat(outcome.out()).isEqualTo("nobody\n40\n47\n1\n1\n5\n");
    assertThat(outcome.err()).endsWith("RuntimeError: input(): lost sys.stdin\n");
  }

  @Test
  void whatCannotBeOpenedIsSaidInTheWordsOfTheOperatingSystem() throws Exception {
    Files.createDirectory(folder.resolve("folder"));
    Files.createSymbolicLink(folder.resolve("dangling.py"), Path.of("nowhere"));
    Files.createSymbolicLink(folder.resolve("a.py"), Path.of("b.py"));
    Files.createSymbolicLink(folder.resolve("b.py"), Path.of("a.py"));

    Outcome outcome =
        shell(
            """
            for name in nope.mjs dangling.py a.py %s folder; do
              "$JEXPY" run $name; echo $?
            done
            """
                .formatted("long".repeat(100)));

    assertThat(outcome.out()).isEqualTo("2\n2\n2\n2\n1\n");
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).endsWith("nope.mjs': [Errno 2] No such file or directory"),
            line -> assertThat(line).endsWith("dangling.py': [Errno 2] No such file or directory"),
            line -> assertThat(line).endsWith("[Errno 40] Too many levels of symbolic links"),
            line -> assertThat(line).endsWith("[Errno 36] File name too long"),
            line -> assertThat(line).endsWith("can't find '__main__' module in 'folder'"));
  }

  @Test
  void aScriptWithoutReadPermissionIsRefused() throws Exception {
    file("secret.py", "print('read')");
    Files.setPosixFilePermissions(
        folder.resolve("secret.py"), PosixFilePermissions.fromString("-wx-wx-wx"));
    boolean root = Files.getAttribute(folder, "unix:uid").equals(0);
    String asNobody =
        "/usr/bin/setpriv --reuid=65534 --clear-groups env XDG_CACHE_HOME=/nowhere JEXPY_AOT=off ";
    if (root) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
      // Nothing is unreadable for root: become somebody else, who must be able to read the rest.
      Assumptions.assumeTrue(
          shell(asNobody + "\"$JEXPY\" version").status() == 0,
          "another user than root cannot reach the distribution or the JDK");
    }

    Outcome outcome = shell((root ? asNobody : "") + "\"$JEXPY\" run secret.py");

    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).endsWith("secret.py': [Errno 13] Permission denied\n");
  }

  @Test
  void aMissingModuleNamesTheFlagThatWouldSearchHere() throws Exception {
    Files.createDirectory(folder.resolve("pack"));
    file("pack/__main__.py", "print('found')");

    Outcome outcome =
        shell(
            "\"$JEXPY\" run -m pack; echo $?; \"$JEXPY\" run --path . -m pack; \"$JEXPY\" run -m json.nope; echo $?");

    assertThat(outcome.out()).isEqualTo("1\nfound\n1\n");
    assertThat(outcome.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("No module named pack", "--path ."),
            line -> assertThat(line).contains("No module named json.nope"));
  }

  @Test
  void brokenJavaScriptIsAnErrorOfTheScript() throws Exception {
    file("syntax.mjs", "let x = ;\n");
    file("deep.mjs", "function f() { return f() + 1; }\nf();\n");
    Files.write(
        folder.resolve("garbage.mjs"), new byte[] {1, 2, (byte) 0xFF, 0, '`', '\n', (byte) 0xC3});

    Outcome outcome =
        shell("for name in syntax deep garbage; do \"$JEXPY\" run $name.mjs; echo $?; done");

    assertThat(outcome.out()).isEqualTo("1\n1\n1\n");
    assertThat(outcome.err())
        .contains("syntax.mjs:1\nlet x = ;\n", "SyntaxError: ")
        .contains("deep.mjs:", "RangeError: Maximum call stack size exceeded")
        .contains("garbage.mjs:");
  }

  @Test
  void aLineOfTenMegabytesReachesJavaScript() throws Exception {
    file("in", "x".repeat(10_000_000) + "\nlast\n");
    file(
        "read.mjs",
        """
        let text = '';
        for await (const chunk of process.stdin) text += chunk;
        console.log(text.split('\\n').map((line) => line.length).join());
        """);

    assertThat(shell("\"$JEXPY\" run read.mjs <in"))
        .isEqualTo(new Outcome(0, "10000000,4,0\n", ""));
  }

  @Test
  void anUnknownFlagNamesTheNearestOne() throws Exception {
    Outcome outcome =
        shell(
            """
            "$JEXPY" run --alow-read x.py; echo $?
            "$JEXPY" rnu x.py; echo $?
            "$JEXPY" run --profile fast x.py; echo $?
            """);

    assertThat(outcome.out()).isEqualTo("2\n2\n2\n");
    assertThat(outcome.err())
        .contains("unknown flag '--alow-read'; did you mean '--allow-read'?\n")
        .contains("unknown command 'rnu'; did you mean 'run'?\n")
        .contains("'fast'", "quick", "jit");
  }

  @Test
  void everyRefusalNamesItsFlag() throws Exception {
    Files.createDirectory(folder.resolve("extensions"));
    file("extensions/native.so", "");
    file(
        "refused.py",
        """
        import java, multiprocessing, os, socket, threading
        def say(action):
            try: action()
            except Exception as error: print(type(error).__name__, error)
        def native(): import native
        def ctypes(): import ctypes
        def sqlite(): import sqlite3
        def java_class(): from java.util import ArrayList
        def write(): open("made", "w")
        def connect(): socket.create_connection(("127.0.0.1", 9))
        for action in (native, ctypes, sqlite, java_class, lambda: java.type("java.io.File"), write, connect,
                       lambda: threading.Thread(target=print).start(),
                       lambda: multiprocessing.Process(target=print).start()):
            say(action)
        # As under CPython, these answer instead of failing.
        print(os.access("/etc/passwd", os.R_OK), os.path.exists("/etc/passwd"), os.environ.get("PATH"))
        """);
    file("refused.mjs", "import { readFileSync } from 'node:fs'; readFileSync('/etc/hostname');");
    file("java.mjs", "Java.type('java.io.File');");

    Outcome python = shell("\"$JEXPY\" run --deny-threads --path extensions refused.py");
    Outcome js = shell("\"$JEXPY\" run refused.mjs; \"$JEXPY\" run java.mjs");

    assertThat(python.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("ImportError").contains("--allow-native"),
            line -> assertThat(line).startsWith("ImportError").contains("--allow-native"),
            line -> assertThat(line).startsWith("ImportError").contains("--allow-native"),
            line ->
                assertThat(line)
                    .startsWith("PermissionError")
                    .contains("--allow-host=java.util.ArrayList"),
            line -> assertThat(line).contains("PermissionError", "--allow-host=java.io.File"),
            line -> assertThat(line).contains("PermissionError", "--allow-write=", "made"),
            line -> assertThat(line).contains("PermissionError", "--allow-net=127.0.0.1:9"),
            line -> assertThat(line).contains("PermissionError", "--deny-threads"),
            line -> assertThat(line).contains("OSError", "cannot start processes"),
            line -> assertThat(line).isEqualTo("False False None"));
    assertThat(js.err()).contains("--allow-read=/etc/hostname", "--allow-host=CLASS");
  }

  @Test
  void aPoorSurroundingIsNoReasonToFail() throws Exception {
    Outcome outcome =
        shell(
            """
            env -u XDG_CACHE_HOME -u XDG_STATE_HOME -u HOME TMPDIR=/nowhere JEXPY_AOT=off "$JEXPY" run -c 'print("no home")'
            mkdir gone && cd gone && rmdir ../gone && "$JEXPY" run -c 'print("nowhere")'
            echo $?
            """);

    assertThat(outcome.out()).isEqualTo("no home\n1\n");
    assertThat(outcome.err())
        .endsWith("jexpy: the current folder has been removed; go to another one\n");
  }
}
