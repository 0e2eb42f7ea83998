package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ModuleResolverTest {
  private final MemoryFiles files = new MemoryFiles();
  private final ModuleResolver resolver =
      new ModuleResolver(files, (text, file) -> files.packages.get(file));

  @Test
  void aRelativeImportNeedsItsExtension() throws Exception {
    files.add("/app/lib/a.mjs");
    assertThat(resolver.resolveImport("./lib/a.mjs", "/app/main.mjs")).isEqualTo("/app/lib/a.mjs");
    assertThat(resolver.resolveImport("../a.mjs", "/app/lib/x/b.mjs")).isEqualTo("/app/lib/a.mjs");
    assertFails("ERR_MODULE_NOT_FOUND", () -> resolver.resolveImport("./lib/a", "/app/main.mjs"));
    assertFails(
        "ERR_UNSUPPORTED_DIR_IMPORT", () -> resolver.resolveImport("./lib", "/app/main.mjs"));
  }

  @Test
  void aFileUrlIsDecoded() throws Exception {
    files.add("/app/a b#.mjs");
    assertThat(resolver.resolveImport("file:///app/a%20b%23.mjs?x#y", "/app/main.mjs"))
        .isEqualTo("/app/a b#.mjs");
  }

  @Test
  void aRequireTriesExtensionsAndIndexFiles() throws Exception {
    files.add("/app/a.js", "/app/b.json", "/app/c/index.js", "/app/d.js", "/app/d/index.js");
    assertThat(resolver.resolveRequire("./a", "/app/main.js")).isEqualTo("/app/a.js");
    assertThat(resolver.resolveRequire("./b", "/app/main.js")).isEqualTo("/app/b.json");
    assertThat(resolver.resolveRequire("./c", "/app/main.js")).isEqualTo("/app/c/index.js");
    assertThat(resolver.resolveRequire("./d", "/app/main.js")).isEqualTo("/app/d.js");
    assertThat(resolver.resolveRequire("./d/", "/app/main.js")).isEqualTo("/app/d/index.js");
    assertThat(resolver.resolveRequire(".", "/app/c/x.js")).isEqualTo("/app/c/index.js");
  }

  @Test
  void theNearestNodeModulesWins() throws Exception {
    files.add("/node_modules/p/index.js", "/app/node_modules/p/index.js");
    files.add("/app/node_modules/q/index.js", "/app/node_modules/q/node_modules/p/index.js");
    assertThat(resolver.resolveRequire("p", "/app/x/y/main.js"))
        .isEqualTo("/app/node_modules/p/index.js");
    assertThat(resolver.resolveRequire("p", "/app/node_modules/q/index.js"))
        .isEqualTo("/app/node_modules/q/node_modules/p/index.js");
    assertThat(resolver.resolveRequire("p", "/other/main.js"))
        .isEqualTo("/node_modules/p/index.js");
  }

  @Test
  void mainNamesTheEntryOfAPackageWithoutExports() throws Exception {
    files.add("/node_modules/p/lib/entry.js", "/node_modules/@s/q/lib/index.js");
    files.describe("/node_modules/p", Map.of("main", "lib/entry"));
    files.describe("/node_modules/@s/q", Map.of("main", "./lib"));
    assertThat(resolver.resolveRequire("p", "/main.js")).isEqualTo("/node_modules/p/lib/entry.js");
    assertThat(resolver.resolveImport("p", "/main.mjs")).isEqualTo("/node_modules/p/lib/entry.js");
    assertThat(resolver.resolveImport("@s/q", "/main.mjs"))
        .isEqualTo("/node_modules/@s/q/lib/index.js");
  }

  @Test
  void exportsChooseByConditionInTheirOrder() throws Exception {
    files.add("/node_modules/p/i.mjs", "/node_modules/p/r.cjs", "/node_modules/p/d.js");
    files.describe(
        "/node_modules/p",
        Map.of(
            "exports",
            ordered(
                "browser", "./d.js", "import", "./i.mjs", "require", "./r.cjs", "default",
                "./d.js")));
    assertThat(resolver.resolveImport("p", "/main.mjs")).isEqualTo("/node_modules/p/i.mjs");
    assertThat(resolver.resolveRequire("p", "/main.js")).isEqualTo("/node_modules/p/r.cjs");
    assertFails(
        "ERR_PACKAGE_PATH_NOT_EXPORTED", () -> resolver.resolveImport("p/i.mjs", "/main.mjs"));
  }

  @Test
  void aPatternMatchesTheLongestPrefixAndNullHides() throws Exception {
    files.add("/node_modules/p/src/a/b.js", "/node_modules/p/special/b.js");
    files.describe(
        "/node_modules/p",
        Map.of(
            "exports",
            ordered(
                "./*",
                "./src/*.js",
                "./a/*",
                "./special/*.js",
                "./a/secret/*",
                ModuleResolverTest.NULL)));
    assertThat(resolver.resolveImport("p/a/b", "/main.mjs"))
        .isEqualTo("/node_modules/p/special/b.js");
    assertFails(
        "ERR_PACKAGE_PATH_NOT_EXPORTED", () -> resolver.resolveImport("p/a/secret/x", "/main.mjs"));
  }

  @Test
  void anExportMayNotLeaveItsPackage() {
    files.add("/node_modules/q/index.js");
    files.describe("/node_modules/p", Map.of("exports", Map.of(".", "./../q/index.js")));
    assertFails("ERR_INVALID_PACKAGE_TARGET", () -> resolver.resolveImport("p", "/main.mjs"));
  }

  @Test
  void importsAreResolvedInsideTheirPackageOnly() throws Exception {
    files.add("/app/internal.js", "/app/node_modules/dep/index.js");
    files.describe("/app", Map.of("imports", Map.of("#int", "./internal.js", "#dep", "dep")));
    assertThat(resolver.resolveImport("#int", "/app/src/a.mjs")).isEqualTo("/app/internal.js");
    assertThat(resolver.resolveRequire("#dep", "/app/src/a.js"))
        .isEqualTo("/app/node_modules/dep/index.js");
    assertFails(
        "ERR_PACKAGE_IMPORT_NOT_DEFINED", () -> resolver.resolveImport("#none", "/app/a.mjs"));
  }

  @Test
  void aPackageFindsItselfByName() throws Exception {
    files.add("/app/api.js");
    files.describe("/app", Map.of("name", "self", "exports", Map.of("./api", "./api.js")));
    assertThat(resolver.resolveImport("self/api", "/app/test/t.mjs")).isEqualTo("/app/api.js");
  }

  @Test
  void theNearestPackageSaysWhatAJsFileIs() throws Exception {
    files.describe("/app", Map.of("type", "module"));
    files.describe("/app/old", Map.of("type", "commonjs"));
    assertThat(resolver.format("/app/a.js", true)).isEqualTo(ModuleFormat.MODULE);
    assertThat(resolver.format("/app/old/a.js", true)).isEqualTo(ModuleFormat.COMMONJS);
    assertThat(resolver.format("/app/node_modules/p/a.js", true)).isEqualTo(ModuleFormat.COMMONJS);
    assertThat(resolver.format("/app/a.cjs", true)).isEqualTo(ModuleFormat.COMMONJS);
    assertThat(resolver.format("/app/a.json", true)).isEqualTo(ModuleFormat.JSON);
    assertFails("ERR_UNKNOWN_FILE_EXTENSION", () -> resolver.format("/app/a.css", true));
  }

  @Test
  void aMissingPackageSaysWhereItWasLookedFor() {
    assertThatThrownBy(() -> resolver.resolveRequire("nope", "/app/src/main.js"))
        .hasMessageContaining("Cannot find module 'nope'")
        .hasMessageContaining("Looked in: /app/src/node_modules, /app/node_modules, /node_modules");
  }

  @Test
  void aRefusedFileIsNotCalledMissing() {
    files.refused.put("/etc/x.mjs", "read access to '/etc/x.mjs' is not granted");
    assertThatThrownBy(() -> resolver.resolveImport("/etc/x.mjs", "/app/main.mjs"))
        .isInstanceOfSatisfying(
            ModuleResolutionException.class, e -> assertThat(e.code()).isEqualTo("EACCES"))
        .hasMessageContaining("is not granted");
  }

  @Test
  void aSpecifierThatNamesNoPackageIsRefused() {
    for (String specifier : List.of("@scope", "a%2fb", ".hidden/x", "")) {
      assertFails(
          "ERR_INVALID_MODULE_SPECIFIER", () -> resolver.resolveImport(specifier, "/main.mjs"));
    }
  }

  private static final Object NULL = new Object();

  private static Map<String, @Nullable Object> ordered(Object... pairs) {
    Map<String, @Nullable Object> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put((String) pairs[i], pairs[i + 1].equals(NULL) ? null : pairs[i + 1]);
    }
    return map;
  }

  private interface Call {
    Object run() throws Exception;
  }

  private static void assertFails(String code, Call call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ModuleResolutionException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static final class MemoryFiles implements ModuleFiles {
    final Map<String, Kind> kinds = new HashMap<>();
    final Map<String, Object> packages = new HashMap<>();
    final Map<String, String> refused = new HashMap<>();

    void add(String... paths) {
      for (String path : paths) {
        kinds.put(path, Kind.FILE);
        for (String parent = Paths.parent(path);
            kinds.put(parent, Kind.DIRECTORY) == null;
            parent = Paths.parent(parent)) {
          // Up to the first known folder.
        }
      }
    }

    void describe(String folder, Map<String, ?> fields) {
      add(folder + "/package.json");
      packages.put(folder + "/package.json", fields);
    }

    @Override
    public Kind kind(String path) {
      return kinds.getOrDefault(path, Kind.MISSING);
    }

    @Override
    public String refusal(String path) {
      return refused.getOrDefault(path, "");
    }

    @Override
    public String read(String path) throws IOException {
      if (kind(path) != Kind.FILE) {
        throw new NoSuchFileException(path);
      }
      return Objects.toString(packages.get(path), "");
    }

    @Override
    public String realPath(String path) {
      return path;
    }
  }
}
