package org.jexpy.host.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jexpy.host.cli.RunProcess.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Packages that users bring: where they may lie, and what their programs find there. */
@Timeout(300)
class RunPackagesTest {
  private static final Path DEBIAN_PACKAGES = Path.of("/usr/lib/python3/dist-packages");

  @TempDir Path temporary;
  private Path folder = Path.of("");

  @BeforeEach
  void realFolder() throws IOException {
    folder = temporary.toRealPath();
  }

  @Test
  void aVirtualEnvironmentGivesItsPackagesPathFilesAndEntryPoints() throws Exception {
    Path venv = virtualEnvironment();
    Path script =
        write(
            "main.py",
            """
            import importlib.metadata as metadata, greet, sys
            import beside_by_pth
            print(greet.hello(), greet.__version__, beside_by_pth.HERE)
            print(metadata.version("greet"), metadata.metadata("greet")["Summary"])
            (point,) = metadata.entry_points(group="console_scripts", name="greet")
            print(point.value, point.load()())
            print(sys.path[-1].endswith("lib/extra"), greet.data())
            """);
    String expected =
        """
        hello 1.5 by .pth
        1.5 Greets.
        greet:hello hello
        True data of greet
        """;

    assertThat(RunHere.run(folder, Map.of(), "--venv", venv.toString(), script.toString()))
        .as("by --venv")
        .isEqualTo(new Result(0, expected, ""));
    assertThat(RunHere.run(folder, Map.of("VIRTUAL_ENV", venv.toString()), script.toString()))
        .as("by VIRTUAL_ENV")
        .isEqualTo(new Result(0, expected, ""));
  }

  @Test
  void aCompiledExtensionIsRefusedWithWhatToDo() throws Exception {
    Path venv = virtualEnvironment();
    write(
        "venv/lib/python3.12/site-packages/fast/__init__.py", "from fast._speedups import quick\n");
    write(
        "venv/lib/python3.12/site-packages/fast/_speedups.cpython-312-x86_64-linux-gnu.so", "ELF");
    write(
        "venv/lib/python3.12/site-packages/optional.py",
        """
        try:
            from fast import quick
        except ImportError:
            quick = "slow but sure"
        """);

    Result result =
        RunHere.run(
            folder,
            Map.of(),
            "--venv",
            venv.toString(),
            "-c",
            "import optional; print(optional.quick); import fast");

    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEqualTo("slow but sure\n");
    assertThat(result.err())
        .contains(
            "ImportError: 'fast._speedups' is a compiled extension module for another Python",
            "_speedups.cpython-312-x86_64-linux-gnu.so",
            "pip install --no-binary");
  }

  @Test
  void aFolderThatIsNoVirtualEnvironmentIsRefused() {
    assertThatThrownBy(
            () -> RunHere.run(folder, Map.of(), "--venv", folder.toString(), "-c", "pass"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("is no virtual environment");
  }

  @Test
  void pathFlagsComeBeforePythonpathAndFormNamespacePackages() throws Exception {
    write("one/both.py", "WHERE = 'one'\n");
    write("one/space/red.py", "NAME = 'red'\n");
    write("two/both.py", "WHERE = 'two'\n");
    write("two/second.py", "WHERE = 'two'\n");
    write("two/space/blue.py", "NAME = 'blue'\n");
    write("three/second.py", "WHERE = 'three'\n");
    write("three/third.py", "WHERE = 'three'\n");

    Result result =
        RunHere.run(
            folder,
            Map.of("PYTHONPATH", folder.resolve("three") + File.pathSeparator + "/nowhere"),
            "--path",
            folder.resolve("one").toString(),
            "--path=" + folder.resolve("two"),
            "-c",
            """
            import both, second, third, space, space.red, space.blue
            print(both.WHERE, second.WHERE, third.WHERE, space.red.NAME, space.blue.NAME, len(space.__path__), space.__file__)
            """);

    assertThat(result).isEqualTo(new Result(0, "one two three red blue 2 None\n", ""));
  }

  @Test
  void aZipappRunsWithItsPackageData() throws Exception {
    application("app");
    Result made =
        RunHere.run(
            folder,
            Map.of(),
            "-A",
            "-m",
            "zipapp",
            folder.resolve("app").toString(),
            "-o",
            folder.resolve("app.pyz").toString(),
            "-p",
            "/usr/bin/env -S jexpy run");
    assertThat(made).isEqualTo(new Result(0, "", ""));
    assertThat(Files.readAllBytes(folder.resolve("app.pyz"))).startsWith('#', '!');

    assertThat(RunHere.run(folder, Map.of(), folder.resolve("app.pyz").toString(), "x"))
        .isEqualTo(new Result(3, applicationOutput("app.pyz"), ""));
  }

  @Test
  void aFolderAndAPlainZipRunTheirMain() throws Exception {
    application("app");
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(folder.resolve("plain.zip")))) {
      for (String name : new String[] {"__main__.py", "inner/__init__.py", "inner/data.txt"}) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(Files.readAllBytes(folder.resolve("app").resolve(name)));
      }
    }

    assertThat(RunHere.run(folder, Map.of(), folder.resolve("app").toString(), "x"))
        .isEqualTo(new Result(3, applicationOutput("app"), ""));
    assertThat(RunHere.run(folder, Map.of(), folder.resolve("plain.zip").toString(), "x"))
        .isEqualTo(new Result(3, applicationOutput("plain.zip"), ""));
  }

  @Test
  void aFolderGrantsNothingHiddenAndARedirectionNothingAtAll() throws Exception {
    write(
        "app/__main__.py",
        """
        import os, subprocess
        def say(action):
            try: print(action())
            except OSError as error: print("refused", error)
        class Named:
            def __init__(self, name, end): self.name, self.end = os.path.abspath(name), end
            def fileno(self): return self.end
        start, end = os.pipe()
        say(lambda: open("app/.env").read())
        say(lambda: subprocess.run(["true"], stdout=Named("app/made", end)).returncode)
        say(lambda: subprocess.run(["true"], stdin=Named("app/denied.json", start)).returncode)
        """);
    write("app/.env", "secret");
    Path denied = write("app/denied.json", "{}");

    Result result =
        RunHere.run(
            folder,
            Map.of(),
            "--allow-run=true",
            "--deny-read=" + denied,
            folder.resolve("app").toString());

    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("--allow-read=", ".env"),
            line -> assertThat(line).startsWith("refused"),
            line -> assertThat(line).startsWith("refused"));
    assertThat(folder.resolve("app/made")).doesNotExist();
  }

  @Test
  void javaClassesAreThereByAllowHostOnly() throws Exception {
    String code =
        """
        import java, java.util
        from java.util import ArrayList
        names = ArrayList()
        names.add("b"); names.add("a")
        java.util.Collections.sort(names)
        print(list(names), java.type("java.lang.Math").max(3, 4), type(names).__name__)
        """;

    assertThat(RunHere.run(folder, Map.of(), "--allow-host", "-c", code))
        .isEqualTo(new Result(0, "['a', 'b'] 4 ForeignList\n", ""));
    Result refused = RunHere.run(folder, Map.of(), "-c", code);
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("java");
  }

  @Test
  void pytestFromDebiansPackagesRuns() throws Exception {
    boolean installed = Files.isDirectory(DEBIAN_PACKAGES.resolve("_pytest"));
    if (!installed) {
      System.out.println(
          "skipped: no pytest in " + DEBIAN_PACKAGES + " (Debian package python3-pytest)");
    }
    assumeTrue(installed, "no pytest in " + DEBIAN_PACKAGES);
    Path tests =
        write(
            "test_three.py",
            """
            import pytest
            @pytest.fixture
            def names(): return ["a", "b"]
            @pytest.mark.parametrize("n", [1])
            def test_sum(n): assert n + n == 2
            def test_file(tmp_path):
                (tmp_path / "f").write_text("x")
                assert (tmp_path / "f").read_text() == "x"
            def test_bad(names):
                assert len(names) == 3
            """);
    Map<String, String> home = Map.of("HOME", folder.toString(), "TMPDIR", folder.toString());

    Result result = pytest(home, tests.toString());
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains(
            "collected 3 items",
            "test_three.py ..F",
            ">       assert len(names) == 3",
            "E       AssertionError: assert 2 == 3",
            "E        +  where 2 = len(['a', 'b'])",
            "FAILED test_three.py::test_bad",
            "1 failed, 2 passed");

    Result collected = pytest(home, "--collect-only", "-q", tests.toString());
    assertThat(collected.status()).isZero();
    assertThat(collected.out())
        .contains(
            "test_three.py::test_sum[1]",
            "test_three.py::test_file",
            "test_three.py::test_bad",
            "3 tests collected");
  }

  private Result pytest(Map<String, String> environment, String... words) throws Exception {
    String[] all = {
      "-A",
      "--path",
      DEBIAN_PACKAGES.toString(),
      "-m",
      "pytest",
      "-p",
      "no:cacheprovider",
      "-W",
      "ignore"
    };
    String[] command = java.util.Arrays.copyOf(all, all.length + words.length);
    System.arraycopy(words, 0, command, all.length, words.length);
    return RunHere.run(folder, environment, command);
  }

  /** As {@code python3 -m venv} and {@code pip install} lay it out. */
  private Path virtualEnvironment() throws IOException {
    write("venv/pyvenv.cfg", "home = /usr/bin\ninclude-system-site-packages = false\n");
    String site = "venv/lib/python3.12/site-packages/";
    write(
        site + "greet/__init__.py",
        """
        import pkgutil
        __version__ = "1.5"
        def hello(): return "hello"
        def data(): return pkgutil.get_data("greet", "data.txt").decode().strip()
        """);
    write(site + "greet/data.txt", "data of greet\n");
    write(
        site + "greet-1.5.dist-info/METADATA",
        "Metadata-Version: 2.1\nName: greet\nVersion: 1.5\nSummary: Greets.\n");
    write(
        site + "greet-1.5.dist-info/entry_points.txt", "[console_scripts]\ngreet = greet:hello\n");
    write(site + "extra.pth", "../../extra\nimport sys\n");
    write("venv/lib/extra/beside_by_pth.py", "HERE = 'by .pth'\n");
    return folder.resolve("venv");
  }

  private void application(String name) throws IOException {
    write(
        name + "/__main__.py",
        """
        import sys, os, pkgutil, importlib.resources
        import inner
        print(os.path.basename(sys.argv[0]), sys.argv[1:], os.path.basename(sys.path[0]), __name__, inner.__name__)
        print(pkgutil.get_data("inner", "data.txt"), importlib.resources.files("inner").joinpath("data.txt").read_text())
        sys.exit(3)
        """);
    write(name + "/inner/__init__.py", "");
    write(name + "/inner/data.txt", "data");
  }

  private static String applicationOutput(String name) {
    return "%1$s ['x'] %1$s __main__ inner\nb'data' data\n".formatted(name);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    return Files.writeString(file, text);
  }
}
