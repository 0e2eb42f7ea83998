package org.jexpy.sandbox.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptReadGrantTest {
  private static final Path ELSEWHERE = Path.of("/nonexistent/home");

  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void layOut() throws IOException {
    project = Files.createDirectory(temp.toRealPath().resolve("project"));
    for (String file :
        List.of(
            "main.py",
            "helper.py",
            "notes.txt",
            "json",
            ".env",
            ".hidden.py",
            "data/table.csv",
            "data/code.py",
            "pkg/__init__.py",
            "pkg/table.csv",
            "pkg/sub/deep.bin",
            "pkg/.key",
            ".git/config.py",
            "node_modules/lib/package.json",
            "node_modules/lib/index.wasm",
            "node_modules/lib/data.bin")) {
      Path path = project.resolve(file);
      Files.createDirectories(path.getParent());
      Files.createFile(path);
    }
    Files.createFile(project.resolveSibling("neighbour.py"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "main.py,                        true",
    "helper.py,                      true",
    ".,                              true",
    "missing.py,                     true",
    "notes.txt,                      false",
    // A name that only looks like an ending.
    "json,                           false",
    ".env,                           false",
    ".hidden.py,                     false",
    ".git,                           false",
    ".git/config.py,                 false",
    "data,                           true",
    "data/code.py,                   true",
    "data/table.csv,                 false",
    "pkg/table.csv,                  true",
    "pkg/sub/deep.bin,               true",
    "pkg/.key,                       false",
    "node_modules/lib/index.wasm,    true",
    "node_modules/.pnpm/lib@1.0.0/node_modules/lib/index.js, true",
    "node_modules/.pnpm/.env.js,     false",
    "node_modules/.cache/code.js,    false",
    "data/.pnpm/code.js,             false",
    "node_modules/lib/data.bin,      true",
    "../neighbour.py,                false",
    "..,                             false",
  })
  void sourcesPackagesAndFoldersBelowTheScriptAreCovered(String path, boolean expected) {
    ReadGrant grant = ScriptReadGrant.of(project.resolve("main.py"), ELSEWHERE);
    assertThat(grant.covers(project.resolve(path).normalize())).isEqualTo(expected);
  }

  @Test
  void inAHomeDirectoryOnlyTheScriptItselfIsCovered() {
    shrinks(ScriptReadGrant.of(project.resolve("main.py"), project));
  }

  @Test
  void inAParentOfAHomeDirectoryOnlyTheScriptItselfIsCovered() {
    shrinks(ScriptReadGrant.of(project.resolve("main.py"), project.resolve("people/me")));
  }

  @Test
  void inAStickyFolderOnlyTheScriptItselfIsCovered() throws IOException {
    try {
      Files.setAttribute(project, "unix:mode", 01777);
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      assumeTrue(false, "skipped: no sticky bit on this file system: " + e.getMessage());
    }
    assumeTrue(
        ((Integer) Files.getAttribute(project, "unix:mode") & 01000) != 0,
        "skipped: this file system does not keep the sticky bit");
    shrinks(ScriptReadGrant.of(project.resolve("main.py"), ELSEWHERE));
  }

  private void shrinks(ReadGrant grant) {
    assertThat(grant.covers(project.resolve("main.py"))).isTrue();
    assertThat(grant.covers(project.resolve("helper.py"))).isFalse();
    assertThat(grant.covers(project.resolve("pkg/__init__.py"))).isFalse();
    assertThat(grant.covers(project)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/script.py", "/root/script.py", "/home/bob/script.py", "/Users/b/s.py"})
  void nextToWhatIsPrivateOnlyTheScriptItselfIsCovered(String script) {
    Path path = Path.of(script);
    ReadGrant grant = ScriptReadGrant.of(path, ELSEWHERE);
    assertThat(grant.covers(path)).isTrue();
    assertThat(grant.covers(path.resolveSibling("other.py"))).isFalse();
  }

  @Test
  void aFolderBelowAHomeDirectoryIsNotShrunk() {
    ReadGrant grant = ScriptReadGrant.of(Path.of("/home/bob/app/main.py"), Path.of("/home/bob"));
    assertThat(grant.covers(Path.of("/home/bob/app/other.py"))).isTrue();
  }

  @Test
  void grantsOfFoldersAddUp() {
    ReadGrant grant =
        ReadGrant.below(List.of(Path.of("/a"))).or(ReadGrant.below(List.of(Path.of("/b/c"))));
    assertThat(grant.covers(Path.of("/a/x"))).isTrue();
    assertThat(grant.covers(Path.of("/b/c"))).isTrue();
    assertThat(grant.covers(Path.of("/b"))).isFalse();
    assertThat(grant.covers(Path.of("/ab"))).isFalse();
    assertThat(ReadGrant.NOTHING.covers(Path.of("/a"))).isFalse();
  }

  @Test
  void withoutAScriptThePackagesOfTheWorkingDirectoryCanBeRead() {
    ReadGrant grant = ScriptReadGrant.ofPackages(project, ELSEWHERE);

    assertThat(grant.covers(project.resolve("node_modules/lib/data.bin"))).isTrue();
    assertThat(grant.covers(project.resolve("node_modules"))).isTrue();
    assertThat(grant.covers(project.resolve("node_modules/.env"))).isFalse();
    assertThat(grant.covers(project.resolve("helper.js"))).isFalse();
    assertThat(ScriptReadGrant.ofPackages(project, project).covers(project.resolve("node_modules")))
        .as("in a home directory")
        .isFalse();
  }
}
