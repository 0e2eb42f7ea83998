package org.jexpy.sandbox.js;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Scripts that Node runs beside us: standard output, standard error and status are to be the same,
 * but for what Node's own frames and version say.
 */
@Timeout(120)
class NodeComparisonTest {
  private static final Pattern OWN_FRAMES =
      Pattern.compile(
          "\n\\s+(?:at [^\n]*node:[^\n]*?|\\.\\.\\. \\d+ lines matching [^\n]*)( \\{)?(?=\n|$)");
  private static final Pattern VERSION = Pattern.compile("\n\nNode\\.js v20.*\n$");

  @TempDir Path folder;

  private record Case(String name, String file, String input, String text) {}

  @TestFactory
  Stream<DynamicTest> scriptsBehaveAsInNode() throws Exception {
    Node.assumePresent();
    Files.writeString(folder.resolve("data.json"), "{\"a\": [1, {\"b\": null}]}");
    Files.writeString(folder.resolve("es.mjs"), "export default 1;\nexport const named = 2;\n");
    Files.writeString(folder.resolve("cjs.cjs"), "exports.one = 1;\nexports.two = () => 2;\n");
    return cases().map(each -> DynamicTest.dynamicTest(each.name(), () -> compare(each)));
  }

  @Test
  void aModuleThatNeverSettlesEndsAsInNode() throws Exception {
    Node.assumePresent();
    Path script =
        Files.writeString(
            folder.resolve("unsettled.mjs"),
            "process.on('exit', (code) => console.log(code)); await new Promise(() => {});");

    JsRun.Result ours = JsRun.withAllPermissions().in(folder).file(script);

    JsRun.Result node = Node.run(folder, "", script.toString());
    assertThat(ours.out()).isEqualTo(node.out());
    assertThat(ours.status()).isEqualTo(node.status());
    assertThat(ours.err()).startsWith("Warning: Detected unsettled top-level await");
  }

  private void compare(Case each) throws Exception {
    Path script = Files.writeString(folder.resolve(each.file()), each.text());
    JsRun.Result node = Node.run(folder, each.input(), script.toString(), "one", "--two=ä b");

    JsRun.Result ours =
        JsRun.withAllPermissions()
            .in(folder)
            .input(each.input())
            .arguments("one", "--two=ä b")
            .file(script);

    assertThat(ours.out()).isEqualTo(node.out());
    assertThat(withoutFrames(ours.err())).isEqualTo(withoutFrames(node.err()));
    assertThat(ours.status()).isEqualTo(node.status());
  }

  private static String withoutFrames(String text) {
    String shorter = OWN_FRAMES.matcher(VERSION.matcher(text).replaceAll("\n")).replaceAll("$1");
    // Above the frames Node has an empty line more when nothing but the version is below them.
    return shorter.strip();
  }

  private static Stream<Case> cases() {
    return Stream.of(
        new Case(
            "arguments and where the module is",
            "where.mjs",
            "",
            """
            import { pathToFileURL } from 'node:url';
            console.log(process.argv.slice(1), process.argv.length, process.execArgv);
            console.log(import.meta.url === pathToFileURL(process.argv[1]).href, import.meta.dirname === process.cwd(), import.meta.filename);
            console.log(typeof require, typeof module, typeof __filename, this);
            """),
        new Case(
            "what a CommonJS file knows",
            "where.cjs",
            "",
            """
            console.log(__filename, __dirname, require.main === module, module.id, this === exports, arguments.length);
            console.log(module.paths[0], typeof require.resolve, Object.keys(require.cache).length);
            """),
        new Case(
            "descriptors, numeric flags, lengths, files of /proc",
            "descriptors.cjs",
            "",
            """
            const fs = require('fs');
            const folder = fs.mkdtempSync(require('os').tmpdir() + '/d-');
            const file = folder + '/f';
            function show(what, action) {
              try {
                console.log(what, action());
              } catch (e) {
                console.log(what, e.code, e.syscall, e.errno, e.message.replaceAll(folder, ''));
              }
            }
            function using(flags, action) {
              const fd = fs.openSync(file, flags);
              try {
                return action(fd);
              } finally {
                fs.closeSync(fd);
              }
            }
            const text = () => JSON.stringify(fs.readFileSync(file, 'utf8'));
            show(65, () => using(65, (fd) => { fs.writeSync(fd, 'abc'); return text(); }));
            show(66, () => using(66, (fd) => { fs.writeSync(fd, 'X'); return [fs.readSync(fd, Buffer.alloc(5), 0, 5, null), text()]; }));
            for (const flags of [193, 194, 'wx', 'zz', 'xr', 1.5, true, -1]) show(flags, () => using(flags, () => 0));
            show(513, () => using(513, text));
            show(1025, () => { fs.writeFileSync(file, 'abc'); return using(1025, (fd) => { fs.writeSync(fd, 'd'); fs.writeSync(fd, 'e', 0); return text(); }); });
            show(1026, () => using(1026, (fd) => { fs.writeSync(fd, 'f'); const b = Buffer.alloc(9); return b.toString('utf8', 0, fs.readSync(fd, b, 0, 9, 0)); }));
            show('read only', () => using(0, (fd) => fs.writeSync(fd, 'd')));
            show('write only', () => using(1, (fd) => fs.readSync(fd, Buffer.alloc(1))));
            show('created to be read', () => { fs.unlinkSync(file); return using(64, (fd) => fs.writeSync(fd, 'd')); });
            show('a folder', () => { const fd = fs.openSync(folder, 65536); try { return fs.readSync(fd, Buffer.alloc(1)); } finally { fs.closeSync(fd); } });
            show('a link', () => { fs.symlinkSync(file, folder + '/l'); return fs.openSync(folder + '/l', fs.constants.O_NOFOLLOW); });
            show('ftruncate', () => {
              fs.writeFileSync(file, 'abcdef');
              return using('r+', (fd) => {
                fs.readSync(fd, Buffer.alloc(4));
                fs.ftruncateSync(fd, 2);
                fs.writeSync(fd, 'X');
                fs.ftruncateSync(fd, 8);
                fs.writeSync(fd, 'Y');
                return text();
              });
            });
            show('ftruncate below 0', () => using('r+', (fd) => { fs.ftruncateSync(fd, -5); return text(); }));
            show('ftruncate, appending', () => using('a', (fd) => { fs.ftruncateSync(fd, 3); fs.writeSync(fd, 'Z'); return text(); }));
            show('ftruncate, read only', () => using('r', (fd) => fs.ftruncateSync(fd, 1)));
            show('/proc', () => {
              const fd = fs.openSync('/proc/sys/kernel/ostype');
              const b = Buffer.alloc(9);
              const counts = [fs.readSync(fd, b, 0, 3, null), fs.readSync(fd, b, 3, 6, null), fs.readSync(fd, b, 0, 9, 2)];
              fs.closeSync(fd);
              return [counts, fs.readFileSync('/proc/sys/kernel/ostype', 'utf8')];
            });
            fs.rmSync(folder, { recursive: true });
            """),
        new Case(
            "renames that cannot be",
            "renames.cjs",
            "",
            """
            const fs = require('fs');
            const folder = fs.mkdtempSync(require('os').tmpdir() + '/r-');
            const far = `/dev/shm/far-${process.pid}`;
            function rename(from, to) {
              try {
                fs.renameSync(from, to);
                console.log('renamed');
              } catch (e) {
                console.log(e.code, e.syscall, e.errno, e.message.replaceAll(folder, '').replaceAll(String(process.pid), 'PID'));
              }
            }
            for (const name of ['empty', 'full', 'other']) fs.mkdirSync(`${folder}/${name}`);
            fs.writeFileSync(`${folder}/full/file`, '');
            fs.writeFileSync(`${folder}/file`, '');
            fs.writeFileSync(far, '');
            const pairs = [['empty', 'full'], ['file', 'other'], ['other', 'file'], ['full', 'full/in'], ['none', 'new'], ['file', 'none/new'], ['file', 'file'],
              ['full', 'empty']];
            for (const [from, to] of pairs) rename(`${folder}/${from}`, `${folder}/${to}`);
            rename(far, folder + '/near');
            fs.rmSync(far, { force: true });
            fs.rmSync(folder, { recursive: true });
            """),
        new Case(
            "very many immediates, and their order",
            "immediates.cjs",
            "",
            """
            const order = [];
            setImmediate(() => {
              order.push('a');
              clearImmediate(b);
              setImmediate(() => {
                order.push('next turn');
                console.log(order.join());
                // Nothing else is left to do when it comes, so that nothing else holds the loop.
                setTimeout(() => setImmediate(() => console.log('not seen')).unref(), 50);
              });
              process.nextTick(() => order.push('tick'));
              Promise.resolve().then(() => order.push('promise'));
            });
            const b = setImmediate(() => order.push('b'));
            setImmediate((...args) => order.push(...args), 'c', 'd');
            clearImmediate(setImmediate(() => order.push('never')).unref());
            let count = 0;
            for (let i = 0; i < 150000; i++) setImmediate(() => { count++; });
            setImmediate(() => console.log(count, b._destroyed, b.hasRef()));
            process.on('uncaughtException', (e) => console.log('caught', e.message));
            setImmediate(() => { throw new Error('one'); });
            setImmediate(() => console.log('goes on'));
            process.on('exit', () => {
              console.log('unreferenced ones do not hold');
            });
            """),
        new Case(
            "a rejection in one of two immediates",
            "rejected.cjs",
            "",
            "setImmediate(() => Promise.reject(new Error('no')));\nsetImmediate(() => console.log('not reached'));"),
        new Case(
            "standard input by events",
            "events.mjs",
            "one\ntwo\nthree ä",
            """
            let text = '';
            process.stdin.setEncoding('utf8');
            process.stdin.on('data', (chunk) => { text += chunk; });
            process.stdin.on('end', () => console.log(text.split('\\n'), text.length));
            """),
        new Case(
            "standard input by iteration and at once",
            "iterate.mjs",
            "one\ntwo\n",
            """
            const chunks = [];
            for await (const chunk of process.stdin) chunks.push(chunk);
            console.log(Buffer.concat(chunks).toString());
            """),
        new Case(
            "standard input as a file",
            "sync.cjs",
            "one\ntwo\n",
            "console.log(require('fs').readFileSync(0, 'utf8').split('\\n'));"),
        new Case(
            "the order of timers, ticks and microtasks",
            "order.mjs",
            "",
            """
            const say = (text) => () => console.log(text);
            // The times lie further apart than a cold start's slowest step, which both would honour.
            setTimeout(say('timeout 0'), 0);
            setTimeout(say('timeout 200'), 200);
            setTimeout(say('timeout 5'), 5);
            setTimeout(() => {
              process.nextTick(say('tick in timer'));
              Promise.resolve().then(say('then in timer'));
              setImmediate(say('immediate in timer'));
              setTimeout(say('timeout in timer'), 250);
            }, 50);
            Promise.resolve().then(say('then 1')).then(say('then 2'));
            queueMicrotask(say('microtask'));
            process.nextTick(say('tick'));
            (async () => { console.log('async'); await null; console.log('awaited'); })();
            console.log('end');
            """),
        new Case(
            "the order of ticks and microtasks in CommonJS",
            "order.cjs",
            "",
            """
            const say = (text) => () => console.log(text);
            Promise.resolve().then(say('then'));
            process.nextTick(() => { console.log('tick'); process.nextTick(say('tick in tick')); Promise.resolve().then(say('then in tick')); });
            queueMicrotask(() => { console.log('microtask'); process.nextTick(say('tick in microtask')); });
            process.on('exit', (code) => console.log('exit', code));
            process.on('beforeExit', () => console.log('beforeExit'));
            """),
        new Case(
            "an uncaught error",
            "uncaught.cjs",
            "",
            """
            function deep() {
              throw new TypeError('wrong', { cause: new Error('deeper') });
            }
            process.on('exit', (code) => console.log('exit', code));
            deep();
            """),
        new Case(
            "an uncaught error of one's own in a module",
            "own.mjs",
            "",
            """
            class Mine extends Error { constructor(text) { super(text); this.name = 'Mine'; this.extra = 1; } }
            console.log('before');
            throw new Mine('of one\\'s own');
            """),
        new Case(
            "an unhandled rejection",
            "rejection.mjs",
            "",
            """
            setTimeout(() => console.log('never'), 1000);
            Promise.reject(new RangeError('nobody listens'));
            """),
        new Case(
            "exit codes",
            "exit.cjs",
            "",
            """
            process.exitCode = 3;
            process.on('exit', (code) => { console.log('exit', code, process.exitCode); process.exitCode = 4; });
            setTimeout(() => { try { process.exit(); } finally { console.log('never'); } }, 1);
            """),
        new Case(
            "what can be taken of an error",
            "handled.cjs",
            "",
            """
            process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
            process.on('unhandledRejection', (reason, promise) => console.log(reason, promise instanceof Promise));
            setTimeout(() => { throw new Error('in a timer'); });
            Promise.reject(5);
            """),
        new Case(
            "values on the console",
            "values.mjs",
            "",
            """
            class A { #p = 1; x = [1, , 3]; get y() { return 1; } static s = 1; }
            const loop = { name: 'loop', list: [] };
            loop.self = loop;
            loop.list.push(loop, { deep: { deeper: { deepest: { no: 1 } } } });
            console.log(new A(), A, loop, class extends A {}, Object.create(null), Object.create({ a: 1 }));
            console.log(new Map([[{ a: 1 }, new Set(['x', [1]])]]), new WeakMap(), Symbol('s'), 10n, -0, [undefined, null], [,]);
            console.log(Array.from({ length: 120 }, (_, i) => i), 'x'.repeat(200).split(''), new Array(3));
            console.log([1.5, -0, NaN], new Float32Array(3), Buffer.from('hello'), new ArrayBuffer(4), new Date(0), /a/gi);
            console.log({ 'a-b': 1, f() {}, g: () => {}, async h() {}, *i() {}, [Symbol.iterator]: 1, get j() { return 1; }, set j(v) {} });
            console.log(Promise.resolve({ a: 1 }), new Promise(() => {}), new Proxy({ a: 1 }, {}), function named() {}, [['a', ['b', ['c', ['d']]]]]);
            console.log('%s is %d years and %i, %f, %j %o %O %c styled %%', 'Bob', 42.5, 42.9, '1.5', { a: 1 }, [1], { b: { c: { d: {} } } }, 'css', 'more', { x: 1 });
            console.log(new Error('plain').message, [new Error('e')].length, { toString() { return 'x'; } }, `${[1, [2, 3]]}`);
            console.log('a'.repeat(100), ['a'.repeat(100)], { long: 'word '.repeat(30), other: 'line\\nfeed', quote: "it's" });
            console.log(process.stdout.isTTY, [true, 'it\\'s', "\\u001b[31m"], new (class Foo extends Map {})(), [Symbol.iterator], Object(1), Object('s'));
            console.table([{ a: 1, b: 'x' }, { a: 2, c: true }]);
            console.group('group'); console.log('in\\nside'); console.groupEnd(); console.log('out');
            console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 }); console.assert(1 === 2, 'said', 5); console.count(); console.count('x');
            console.error('to', 'err'); console.log(); console.log(null, undefined, '', [], {});
            """),
        new Case(
            "errors with causes",
            "causes.cjs",
            "",
            """
            const shown = (error) => require('util').inspect(error).replace(/\\n\\s+(at |\\.\\.\\. ).*/g, '');
            const error = new Error('outer', { cause: new TypeError('inner', { cause: 'text' }) });
            error.code = 'E_CODE';
            console.log(shown(error));
            console.log(shown(new AggregateError([new Error('a'), 5], 'many')));
            console.log(shown({ error: new RangeError('nested') }));
            """),
        new Case(
            "modules of both kinds",
            "modules.mjs",
            "",
            """
            import data from './data.json' with { type: 'json' };
            import cjs, { one, two } from './cjs.cjs';
            import * as es from './es.mjs';
            import { createRequire } from 'node:module';
            const require = createRequire(import.meta.url);
            console.log(data, cjs === require('./cjs.cjs'), one, two(), es, (await import('./es.mjs')).default, require('./data.json') === data);
            console.log(await Promise.all([import('./cjs.cjs'), 2]));
            for (const bad of ['./nothing.mjs', 'no-such-package', 'node:nothing', './data.json']) {
              await import(bad).catch((error) => console.log(bad, error.code, error.name));
            }
            try { require('./missing'); } catch (error) { console.log(error.code, error.message.split('\\n')[0]); }
            """),
        new Case(
            "both outputs",
            "outputs.cjs",
            "",
            """
            process.stdout.write('a');
            console.error('b');
            process.stdout.write(Buffer.from('c\\n'));
            process.stderr.write('d', () => console.log('e'));
            """));
  }
}
