package org.jexpy.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RealPathsTest {
  @TempDir Path temp;

  @BeforeEach
  void layOut() throws IOException {
    temp = temp.toRealPath();
    Files.createDirectories(temp.resolve("open/sub"));
    Files.createDirectories(temp.resolve("secret/sub"));
    Files.createFile(temp.resolve("open/file"));
    Files.createFile(temp.resolve("secret/file"));
    link("open/out", "../secret");
    link("open/outfile", "../secret/file");
    link("open/dangling", "../secret/new");
    link("open/absolute", temp.resolve("secret/new").toString());
    link("open/deep", "../nowhere/at/all");
    link("open/chain", "dangling");
    link("open/loop", "loop");
    link("open/self", ".");
  }

  private void link(String name, String target) throws IOException {
    Files.createSymbolicLink(temp.resolve(name), Path.of(target));
  }

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "open/file,             open/file",
    "open/new,              open/new",
    "open/./sub/../file,    open/file",
    "open/new/../file,      open/file",
    "open/new/../../secret, secret",
    "open/out,              secret",
    "open/out/file,         secret/file",
    "open/out/new,          secret/new",
    "open/out/..,           .",
    "open/out/../new,       new",
    "open/out/sub/../../x,  x",
    "open/outfile,          secret/file",
    // Creating the file behind a dangling link creates its target.
    "open/dangling,         secret/new",
    "open/dangling/below,   secret/new/below",
    "open/dangling/../x,    secret/x",
    "open/absolute,         secret/new",
    "open/deep,             nowhere/at/all",
    "open/chain,            secret/new",
    "open/loop,             open/loop",
    "open/self/self/file,   open/file",
    "open/file/below,       open/file/below",
  })
  void linksAreFollowedAsTheOperatingSystemDoes(String path, String expected) {
    assertThat(RealPaths.resolve(temp.resolve(path))).isEqualTo(temp.resolve(expected).normalize());
  }

  @ParameterizedTest(name = "entry {0} -> {1}")
  @CsvSource({
    "open/file,             open/file",
    "open/out,              open/out",
    "open/dangling,         open/dangling",
    "open/out/file,         secret/file",
    "open/self/outfile,     open/outfile",
    "open/out/..,           .",
    "open/sub/.,            open/sub",
  })
  void theLastElementOfAnEntryIsNotFollowed(String path, String expected) {
    assertThat(RealPaths.resolveEntry(temp.resolve(path)))
        .isEqualTo(temp.resolve(expected).normalize());
  }

  @Test
  void theRootIsItself() {
    assertThat(RealPaths.resolve(Path.of("/"))).isEqualTo(Path.of("/"));
    assertThat(RealPaths.resolve(Path.of("/.."))).isEqualTo(Path.of("/"));
    assertThat(RealPaths.resolveEntry(Path.of("/"))).isEqualTo(Path.of("/"));
  }

  @Test
  void aRelativePathStartsAtTheWorkingDirectory() throws IOException {
    assertThat(RealPaths.resolve(Path.of(""))).isEqualTo(Path.of("").toRealPath());
    assertThat(RealPaths.resolve(Path.of("no-such-file")))
        .isEqualTo(Path.of("").toRealPath().resolve("no-such-file"));
  }

  @Test
  void anAbsurdlyLongPathIsResolvedWithoutHarm() {
    Path path = temp.resolve("x/".repeat(200_000) + "../".repeat(199_999));
    assertThat(RealPaths.resolve(path)).isEqualTo(temp.resolve("x"));
  }
}
