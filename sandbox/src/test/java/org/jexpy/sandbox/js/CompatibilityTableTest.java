package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/javascript.md} are what a script finds. When this fails, put the lines
 * that it expected into the page.
 */
class CompatibilityTableTest {
  private static final Path PAGE = Path.of("../docs/javascript.md");

  @Test
  void theTableOfModulesListsWhatEachModuleExports() throws Exception {
    List<String> names = new ArrayList<>();
    names.addAll(List.of("jexpy:fs", "jexpy:net", "jexpy:process"));
    InternalModules.NODE_NAMES.forEach(name -> names.add("node:" + name));
    String list = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    JsRun.Result result =
        JsRun.withAllPermissions()
            .text(
                "for (const m of ["
                    + list
                    + "]) { const e = require(m); const keys = m === 'node:process' || m === 'node:console' ? [] : Object.keys(e).sort();"
                    + " console.log(`| \\`${m}\\` | ${keys.map((k) => `\\`${k}\\``).join(' ')} |`); }");
    assertThat(result.err()).isEmpty();
    assertThat(Files.readString(PAGE)).contains(result.out());
  }

  @Test
  void theListOfGlobalsIsComplete() throws Exception {
    JsRun.Result result =
        JsRun.withAllPermissions()
            .text(
                """
                const language = new Set(['Object', 'Function', 'Array', 'String', 'Date', 'Number', 'Boolean', 'RegExp', 'Math', 'JSON', 'NaN',
                  'Infinity', 'undefined', 'isNaN', 'isFinite', 'parseFloat', 'parseInt', 'encodeURI', 'encodeURIComponent', 'decodeURI',
                  'decodeURIComponent', 'eval', 'escape', 'unescape', 'BigInt', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Symbol', 'Reflect',
                  'Proxy', 'Promise', 'Iterator', 'SharedArrayBuffer', 'Atomics', 'globalThis', 'WeakRef', 'FinalizationRegistry', 'Intl',
                  'ArrayBuffer', 'DataView', 'exports', 'require', 'module', '__filename', '__dirname', 'Java']);
                const own = Object.getOwnPropertyNames(globalThis).filter((n) => !language.has(n) && !/Error$|Array$/.test(n)).sort();
                console.log(own.map((n) => `\\`${n}\\``).join(' '));
                """);
    assertThat(result.err()).isEmpty();
    assertThat(Files.readString(PAGE)).contains(result.out());
  }
}
