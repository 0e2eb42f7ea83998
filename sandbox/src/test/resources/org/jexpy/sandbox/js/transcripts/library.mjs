import fs, { readFileSync } from 'node:fs';
import { readFile } from 'fs/promises';
import path, { join } from 'path';
import util from 'util'; import assert from 'assert'; import events, { once } from 'events'; import os from 'os'; import qs from 'querystring';
import { setTimeout as sleep } from 'timers/promises'; import { fileURLToPath, pathToFileURL } from 'url'; import { Buffer } from 'buffer';
import { createRequire } from 'module'; import { StringDecoder } from 'string_decoder'; import crypto from 'crypto';
const dir = fs.mkdtempSync(join(os.tmpdir(), 'jexpy-'));
const f = join(dir, 'a.txt');
fs.writeFileSync(f, 'héllo\n'); fs.appendFileSync(f, 'more');
console.log(readFileSync(f, 'utf8'), readFileSync(f), (await readFile(f)).length);
console.log(fs.statSync(f).size, fs.statSync(dir).isDirectory(), fs.existsSync(f), fs.readdirSync(dir));
try { readFileSync(join('/nope', 'x')) } catch (e) { console.log(e.code, e.message, e.errno, e.syscall, e.path) }
try { fs.readdirSync('/nope') } catch (e) { console.log(e.message) }
try { fs.mkdirSync(dir) } catch (e) { console.log(e.code, e.syscall) }
try { readFileSync(os.tmpdir()) } catch (e) { console.log(e.code, e.syscall) }
fs.mkdirSync(join(dir, 'x/y/z'), {recursive: true}); fs.renameSync(f, join(dir, 'b.txt')); fs.copyFileSync(join(dir, 'b.txt'), join(dir, 'c.txt')); fs.symlinkSync('c.txt', join(dir, 'l'));
console.log(fs.readdirSync(dir, {withFileTypes: true}).map(d => [d.name, d.isFile(), d.isDirectory(), d.isSymbolicLink()]), fs.readlinkSync(join(dir, 'l')));
const fd = fs.openSync(join(dir, 'd'), 'w+'); fs.writeSync(fd, 'abcdef'); const b = Buffer.alloc(3); console.log(fs.readSync(fd, b, 0, 3, 1), b.toString()); fs.closeSync(fd);
await new Promise(r => fs.readFile(join(dir, 'd'), 'utf8', (e, d) => { console.log('cb', e, d); r() }));
try { fs.rmSync(dir) } catch (e) { console.log(e.code) }
fs.rmSync(dir, {recursive: true}); console.log(fs.existsSync(dir)); fs.rmSync(dir, {force: true});
console.log(path.resolve('/a', '../b'), path.basename('/x/y.js', '.js'), path.parse('/x/y.tar.gz'), path.relative('/a/b', '/a/c'));
console.log(util.format('%s', 'x'), util.inspect('str'), util.isDeepStrictEqual({a: [1]}, {a: [1]}), await util.promisify((a, cb) => cb(null, a + 1))(1), util.types.isRegExp(/x/));
try { assert.strictEqual(1, 2) } catch (e) { console.log(e.message, e.code, e.name) }
try { assert.deepStrictEqual({a: 1, b: [1, 2]}, {a: 1, b: [1, 3]}) } catch (e) { console.log(e.message) }
assert.throws(() => { throw new TypeError('x') }, TypeError); assert.rejects(Promise.reject(new Error('q')), /q/);
const em = new events(); setImmediate(() => em.emit('go', 1, 2)); console.log(await once(em, 'go'));
console.log(qs.parse('a=1&b=2&a=3&c=%20x+y'), qs.stringify({a: [1, 2], b: 'x y'}), os.EOL === '\n');
console.log(fileURLToPath('file:///tmp/a%20b'), pathToFileURL('/tmp/a b#c').href, new URL('../x?y=1#z', 'http://user:pw@ex.com:8080/a/b/c').href);
console.log(new URL('http://exämple.com/ä?q=ü'), new URLSearchParams('a=1&b=2'), [...new URLSearchParams({x: '1'})]);
try { new URL('nope') } catch (e) { console.log(e.code, e.message, e.input, e instanceof TypeError) }
console.log(Buffer.from('héé'), Buffer.from('aGk=', 'base64').toString(), Buffer.from([1, 2, 3]).toString('hex'), Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Buffer.from('abc').equals(Buffer.from('abc')), Buffer.byteLength('hé'), Buffer.alloc(3, 'x'), Buffer.from('zz').toJSON());
console.log(new TextDecoder().decode(new TextEncoder().encode('€')), new TextDecoder('latin1').decode(new Uint8Array([0xe9])), new TextDecoder('utf-16le').decode(new Uint8Array([65, 0])), btoa('hi'), atob('aGk='));
try { new TextDecoder('utf-8', {fatal: true}).decode(new Uint8Array([0xff])) } catch (e) { console.log(e.code, e.name, e.message) }
const require = createRequire(import.meta.url); console.log(require('path') === path, require('node:fs') === fs, typeof require.resolve);
console.log(crypto.createHash('sha256').update('x').digest('hex'), crypto.createHmac('sha1', 'k').update('d').digest('base64'), crypto.randomBytes(4).length, crypto.randomUUID().length);
console.log(structuredClone({a: new Date(0), b: new Map([[1, {c: 2}]]), e: new RangeError('r').message}), structuredClone([1, , 3]));
try { structuredClone(() => {}) } catch (e) { console.log(e.name, e.code, e.message) }
const ac = new AbortController(); ac.signal.addEventListener('abort', e => console.log('aborted', e.type, ac.signal.reason.name)); ac.abort(); console.log(ac.signal.aborted);
try { await sleep(1000, null, {signal: ac.signal}) } catch (e) { console.log(e.name, e.code, e.message) }
console.log(await sleep(5, 'val'), AbortSignal.any([ac.signal]).aborted, AbortSignal.abort(7).reason);
const et = new EventTarget(); et.addEventListener('x', e => console.log(e.type, e.detail), {once: true}); et.dispatchEvent(new CustomEvent('x', {detail: 5})); et.dispatchEvent(new Event('x'));
console.log(typeof performance.now(), performance.mark('a').name, new DOMException('m', 'AbortError').code, import.meta.filename.endsWith('library.mjs'), import.meta.dirname === path.dirname(import.meta.filename), import.meta.resolve('./q.mjs').slice(-5), import.meta.resolve('fs'));
console.log(new Response('x').status, new Headers({A: '1', b: '2'}).get('a'), await new Response('{"a":1}').json(), new Request('http://x/y', {method: 'post', body: 'q'}).method, await new Blob(['ab', 'c']).text());
console.log(process.version.startsWith('v20'), process.platform, process.argv.length, process.cwd() === path.resolve('.'), typeof process.hrtime.bigint(), process.uptime() > 0);
console.log(await (await fetch('data:text/plain,hello')).text(), new StringDecoder('utf8').write(Buffer.from([0xe2, 0x82])) === '');
console.table([{a: 1, b: 'x'}, {a: 2, c: true}]); console.group('G'); console.log('in\nner'); console.groupEnd(); console.log('out'); console.count(); console.count('x'); console.dir({a: {b: {c: {d: 1}}}}, {depth: 0});
const rs = new ReadableStream({start(c) { c.enqueue('a'); c.enqueue('b'); c.close(); }}); for await (const x of rs) console.log(x);
console.log(util.parseArgs({args: ['-f', '--bar', 'b', 'pos'], options: {foo: {type: 'boolean', short: 'f'}, bar: {type: 'string'}}, allowPositionals: true}));
