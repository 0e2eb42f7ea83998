package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jexpy.sandbox.ScriptCode;
import org.jexpy.sandbox.permission.Permission;
import org.jexpy.sandbox.permission.PermissionSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How scripts start, fail and end. Expectations are what Node 20 prints, without its own frames.
 */
class JsScriptTest {
  @TempDir private Path folder;

  @Test
  void anUncaughtErrorShowsItsLineAndEndsWithStatus1() throws Exception {
    JsRun.Result result = run("a.js", "function f() {\n  throw new TypeError('no');\n}\nf();\n");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            DIR/a.js:2
              throw new TypeError('no');
              ^

            TypeError: no
                at f (DIR/a.js:2:9)
                at Object.<anonymous> (DIR/a.js:4:1)
            """
                .replace("DIR", real()));
  }

  @Test
  void importsThatAreNoPathsAreRejections() throws Exception {
    JsRun.Result result =
        run(
            "a.mjs",
            """
            for (const name of ['./100%.mjs', './%00.mjs', 'data:text/javascript;base64,@']) {
              await import(name).catch((error) => console.log(error.code));
            }
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            "ERR_INVALID_MODULE_SPECIFIER\nERR_MODULE_NOT_FOUND\nERR_INVALID_MODULE_SPECIFIER\n");
  }

  @Test
  void anErrorShowsItsCauseAndProperties() throws Exception {
    JsRun.Result result =
        run(
            "a.mjs",
            "throw Object.assign(new Error('x', { cause: new Error('y') }), { code: 'Z' })");
    assertThat(result.err())
        .contains(
            "Error: x\n    at file://"
                + real()
                + "/a.mjs:1:21 {\n  code: 'Z',\n  [cause]: Error: y\n");
  }

  @Test
  void aSyntaxErrorNamesFileAndLine() throws Exception {
    for (String name : List.of("s.js", "s.mjs", "s.cjs")) {
      JsRun.Result result = run(name, "let a = 1;\nlet b = ;\n");
      assertThat(result.status()).isEqualTo(1);
      assertThat(result.err())
          .contains(real() + "/" + name + ":2\nlet b = ;\n        ^\n\nSyntaxError: ")
          .doesNotContain("java");
    }
  }

  @Test
  void anUnhandledRejectionIsAnUncaughtError() throws Exception {
    JsRun.Result result =
        run(
            "r.mjs",
            "setTimeout(() => console.log('never'), 50);\nPromise.reject(new Error('late'));");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("r.mjs:2\n").contains("Error: late");
    assertThat(run("r.js", "Promise.reject(5)").err())
        .contains("UnhandledPromiseRejection")
        .contains("reason \"5\"");
  }

  @Test
  void listenersForFailuresKeepTheRunAlive() throws Exception {
    JsRun.Result result =
        run(
            "l.js",
            """
            process.on('uncaughtException', (e, origin) => console.log('caught', e.message, origin));
            process.on('unhandledRejection', (reason) => console.log('rejected', reason));
            process.on('exit', (code) => console.log('exit', code));
            Promise.reject('why');
            setTimeout(() => { throw new Error('boom') }, 1);
            setTimeout(() => console.log('alive'), 5);
            """);
    assertThat(result.out())
        .isEqualTo("rejected why\ncaught boom uncaughtException\nalive\nexit 0\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void aTopLevelAwaitOfNothingEndsWithStatus13() throws Exception {
    JsRun.Result result = run("w.mjs", "console.log('a');\nawait new Promise(() => {});\n");
    assertThat(result.status()).isEqualTo(13);
    assertThat(result.out()).isEqualTo("a\n");
    assertThat(result.err())
        .startsWith("Warning: Detected unsettled top-level await")
        .hasLineCount(1);
  }

  @Test
  void aPromiseThatNobodyAwaitsEndsNoModule() throws Exception {
    JsRun.Result result =
        run(
            "u.mjs",
            """
            console.log(await 'a');
            (async () => { await new Promise(() => {}); })() // nobody awaits it""");
    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isZero();
    assertThat(result.out()).isEqualTo("a\n");
    assertThat(run("s.mjs", "await 1;\nfunction f() {").err())
        .contains("s.mjs:2")
        .contains("SyntaxError");
  }

  @Test
  void exitEndsAtOnceWithItsStatus() throws Exception {
    JsRun.Result result =
        run(
            "e.js",
            "process.on('exit', (c) => console.log('on', c)); try { process.exit(7) } finally { console.log('no') }");
    assertThat(result.status()).isEqualTo(7);
    assertThat(result.out()).isEqualTo("on 7\n");
    assertThat(run("c.js", "process.exitCode = 3").status()).isEqualTo(3);
  }

  @Test
  void argumentsEnvironmentAndInputArrive() throws Exception {
    Path script =
        write(
            "io.mjs",
            "let all = ''; for await (const c of process.stdin.setEncoding('utf8')) all += c; "
                + "console.log(process.argv.slice(2), process.env.SEEN, process.env.HIDDEN, all.trim().split('\\n').length)");
    JsRun.Result result =
        JsRun.with(PermissionSet.none().allow(Permission.ENV, List.of("SEEN")))
            .in(folder)
            .arguments("x", "--y")
            .environment(Map.of("SEEN", "1", "HIDDEN", "2"))
            .input("one\ntwo\nünf\n")
            .file(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("[ 'x', '--y' ] 1 undefined 3\n");
  }

  @Test
  void textAndStandardInputRunAsScripts() {
    assertThat(
            JsRun.withAllPermissions()
                .text("console.log(__filename, typeof require('fs').statSync)")
                .out())
        .isEqualTo("[eval] function\n");
    assertThat(
            JsRun.withAllPermissions()
                .input("console.log('in', process.argv[1], process.argv[2])")
                .arguments("a")
                .run(new ScriptCode.StandardInput())
                .out())
        .isEqualTo("in - a\n");
  }

  @Test
  void aModuleIsRunByName() throws Exception {
    write("node_modules/tool/index.js", "console.log('tool runs')");
    assertThat(JsRun.withAllPermissions().in(folder).run(new ScriptCode.Module("tool")).out())
        .isEqualTo("tool runs\n");
  }

  @Test
  void aMissingImportNamesTheModuleAndWhereItWasLookedFor() throws Exception {
    JsRun.Result result = run("m.mjs", "import x from 'nopkg';");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err())
        .startsWith(
            "Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'nopkg' imported from "
                + real()
                + "/m.mjs\n")
        .contains("Looked in: " + real() + "/node_modules,")
        .contains("code: 'ERR_MODULE_NOT_FOUND'");
    assertThat(run("m.js", "require('./nope')").err())
        .contains("Error: Cannot find module './nope'\nRequire stack:\n- " + real() + "/m.js\n");
    assertThat(run(folder.resolve("absent.js")).err())
        .startsWith("Error: Cannot find module '" + real() + "/absent.js'");
  }

  @Test
  void packagesBesideTheScriptNeedNoPermission() throws Exception {
    write("node_modules/p/package.json", "{\"exports\": {\"import\": \"./i.mjs\"}}");
    write("node_modules/p/i.mjs", "export default 'p'");
    write("lib/x.cjs", "exports.x = 1");
    Path script =
        write("main.mjs", "import p from 'p'; import { x } from './lib/x.cjs'; console.log(p, x)");
    JsRun.Result result = JsRun.with(PermissionSet.none()).in(folder).file(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo("p 1\n");
  }

  @Test
  void aRefusalIsAnErrorWithACodeThatNamesTheFlag() throws Exception {
    Path script =
        write(
            "refused.mjs",
            """
            import fs from 'node:fs';
            import { readFile } from 'jexpy:fs';
            import { connect } from 'jexpy:net';
            const tries = [
              () => fs.readFileSync('/etc/hostname'), () => readFile('/etc/hostname'), () => fs.writeFileSync('/etc/new', ''),
              () => fetch('http://127.0.0.1:9/'), () => connect({ host: '127.0.0.1', port: 9 }), () => import('/etc/x.mjs'),
            ];
            for (const attempt of tries) {
              try { await attempt(); console.log('allowed?'); } catch (e) {
                console.log(e instanceof Error, e.code, /--allow-(\\w+)=/.exec(e.message)?.[1]);
              }
            }
            """);
    JsRun.Result result = JsRun.with(PermissionSet.none()).in(folder).file(script);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .isEqualTo(
            """
            true EACCES read
            true EACCES read
            true EACCES write
            true EACCES net
            true EACCES net
            true EACCES read
            """);
  }

  @Test
  void nothingOfTheHostIsInSight() {
    assertThat(
            JsRun.with(PermissionSet.none())
                .text(
                    "console.log([typeof Java, typeof Polyglot, typeof load, typeof print, typeof Graal, typeof Packages, typeof java, typeof quit].join())")
                .out())
        .isEqualTo(
            "undefined,undefined,undefined,undefined,undefined,undefined,undefined,undefined\n");
  }

  @Test
  void aScriptThatPrintsStringsLoadsNothingElse() throws Exception {
    Path script =
        write(
            "hello.mjs",
            "console.log('hello'); console.log(['URL', 'process', 'Buffer', 'fetch', 'setTimeout', 'TextEncoder', 'structuredClone']"
                + ".every((name) => Object.getOwnPropertyDescriptor(globalThis, name).get !== undefined) ? 'lazy' : 'loaded')");
    assertThat(JsRun.with(PermissionSet.none()).in(folder).file(script).out())
        .isEqualTo("hello\nlazy\n");
  }

  @Test
  void unreferencedHandlesDoNotKeepTheRunAlive() throws Exception {
    JsRun.Result result =
        run(
            "u.mjs",
            "import { listen } from 'jexpy:net'; setInterval(() => {}, 1000).unref(); (await listen({ port: 0 })).unref(); console.log('end')");
    assertThat(result.out()).isEqualTo("end\n");
    assertThat(result.status()).isZero();
  }

  @Test
  void anEndlessLoopEndsWhenNobodyReadsItsOutput() {
    JsRun.Result result =
        JsRun.withAllPermissions().closedOutput().text("while (true) console.log('y')");
    assertThat(result.status()).isEqualTo(1);
    assertThat(result.err()).contains("Error: write EPIPE").contains("code: 'EPIPE'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "process.exit() | 0",
        "process.exit(-1) | 255",
        "process.exitCode = 300 | 44",
        "process.exitCode = '5' | 5",
        "process.exit(null) | 0",
        "process.exit('x') | 1",
        "process.exitCode = 3.5 | 1",
        "process.exit(true) | 1",
        "process.on('exit', () => { process.exitCode = 9; }) | 9"
      })
  void theStatusIsNodes(String code, int status) {
    JsRun.Result result = JsRun.withAllPermissions().text(code);
    assertThat(result.status()).as(result.err()).isEqualTo(status);
  }

  @Test
  void deepRecursionIsARangeError() throws Exception {
    assertThat(run("d.js", "let n = 0; (function f() { n++; f(); })").status()).isZero();
    assertThat(
            run("d.js", "function f() { f(); } try { f(); } catch (e) { console.log(e.name); }")
                .out())
        .isEqualTo("RangeError\n");
  }

  private JsRun.Result run(String name, String code) throws IOException {
    return run(write(name, code));
  }

  private JsRun.Result run(Path script) {
    return JsRun.withAllPermissions().in(folder).file(script);
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolve("..").normalize());
    return Files.writeString(file, text);
  }

  private String real() throws IOException {
    return folder.toRealPath().toString();
  }
}
