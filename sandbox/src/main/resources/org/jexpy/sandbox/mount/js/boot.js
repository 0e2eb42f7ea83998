'use strict';
// The first script of every JavaScript context. It makes the globals, most of them as getters that load their module on first
// touch, and hands back the functions that the host calls. A script that only prints strings loads nothing else.
// Parameters: javaHost (Java services), intrinsics (functions on language internals).

const { compile } = intrinsics;
const host = services();
const loaded = new Map();
const internal = {
  host,
  intrinsics,
  promiseState: intrinsics.promiseState,
  symbols: { customInspect: Symbol.for('nodejs.util.inspect.custom'), promisify: Symbol.for('nodejs.util.promisify.custom') },
  task,
  uncaught,
  define,
  error: codedError,
  // Taken before the lazy globals hide them.
  natives: { TextDecoder: globalThis.TextDecoder, TextEncoder: globalThis.TextEncoder },
};

// ---- the host: what every script needs is there, the rest is asked for on first use

function services() {
  const all = { io: javaHost.io, timers: javaHost.timers, loop: javaHost.loop, modules: javaHost.modules, process: javaHost.process };
  for (const name of ['text', 'crypto', 'input', 'files', 'fileTable', 'http', 'net', 'signals', 'surfaces']) {
    Object.defineProperty(all, name, {
      configurable: true,
      get() {
        const value = javaHost.service(name);
        Object.defineProperty(all, name, { value });
        return value;
      },
    });
  }
  return all;
}

// ---- our own modules

const packageNames = new Map([['webidl-conversions', 'npm/webidl-conversions'], ['base64-js', 'npm/base64-js'],
  ['ieee754', 'npm/ieee754'], ['tr46', 'internal/tr46']]);

// npm packages name each other and their own files as everywhere.
function loadFrom(parent) {
  return (specifier) => {
    if (!specifier.startsWith('.')) return load(packageNames.get(specifier) ?? specifier);
    const parts = parent.split('/').slice(0, -1);
    for (const part of specifier.replace(/\.js$/, '').split('/')) {
      if (part === '..') parts.pop();
      else if (part !== '.') parts.push(part);
    }
    return load(parts.join('/'));
  };
}

function load(id) {
  const known = loaded.get(id);
  if (known !== undefined) return known.exports;
  const module = { exports: {}, id };
  loaded.set(id, module);
  try {
    compile(`jexpy:${id}`, answer(host.modules.internalText(id)), 'internal')(module.exports, id.startsWith('npm/') ? loadFrom(id) : load, module, internal);
  } catch (error) {
    loaded.delete(id);
    throw error;
  }
  return module.exports;
}
internal.load = load;

function define(target, name, value, enumerable = false) {
  Object.defineProperty(target, name, { value, writable: true, enumerable, configurable: true });
}

// Getters that only load what they stand for: completion may call them.
const loaders = new WeakSet();
internal.isLoader = (getter) => loaders.has(getter);

/** A property that is made when it is first read, and then is an ordinary one. */
function lazyProperty(target, name, make, enumerable) {
  const get = () => {
    const value = make();
    define(target, name, value, enumerable);
    return value;
  };
  loaders.add(get);
  Object.defineProperty(target, name, { configurable: true, enumerable, get, set(value) { define(target, name, value, true); } });
}
internal.lazyProperty = lazyProperty;

function lazy(name, id, member = name, enumerable = false) {
  lazyProperty(globalThis, name, () => (member === '' ? load(id) : load(id)[member]), enumerable);
}

function codedError(code, message, Type = Error) {
  const error = new Type(message);
  error.code = code;
  // Node shows the code behind the error's name in the stack, not in the name itself.
  if (code !== 'MODULE_NOT_FOUND' && typeof error.stack === 'string') {
    define(error, 'stack', error.stack.replace(/^\w+/, (name) => `${name} [${code}]`));
  }
  return error;
}

// The host's answer, or the error that it describes: a mark, the code, a line feed, the text.
function answer(text) {
  if (!text.startsWith('!')) return text;
  const end = text.indexOf('\n');
  throw codedError(text.slice(1, end), text.slice(end + 1));
}
internal.answer = answer;

// Java exceptions that cross into guest code become errors with a code; everything else stays what it is.
function fromHost(thrown) {
  const facts = intrinsics.hostError(thrown);
  return facts === undefined ? thrown : codedError(facts[0], facts[1]);
}
internal.fromHost = fromHost;
internal.attempt = (action) => {
  try {
    return action();
  } catch (thrown) {
    throw fromHost(thrown);
  }
};

// ---- console

let groupIndent = '';

function emit(fd, values) {
  let text;
  const first = values[0];
  if (values.length === 1 && typeof first === 'string') text = first;
  else if (values.length === 0) text = '';
  else text = load('internal/format').formatFor(fd, values);
  if (groupIndent !== '') text = groupIndent + (text.includes('\n') ? text.replaceAll('\n', `\n${groupIndent}`) : text);
  // Nobody reads any more: end here, even inside an endless loop. Errors nobody reads are no reason to.
  const failure = host.io.print(fd, text);
  if (failure !== '' && fd === 1) uncaught(writeError(failure), 'uncaughtException');
}
internal.emit = emit;
internal.writeError = writeError;

// The error of a stream that took nothing, by what the operating system said.
function writeError(reason) {
  const [code, errno] = /No space left/.test(reason) ? ['ENOSPC', -28] : /Broken pipe/.test(reason) ? ['EPIPE', -32] : ['EIO', -5];
  return Object.assign(new Error(`write ${code}`), { errno, code, syscall: 'write' });
}
internal.group = (change) => { groupIndent = change(groupIndent); };

const console = {
  log(...values) { emit(1, values); },
  warn(...values) { emit(2, values); },
  error(...values) { emit(2, values); },
};
define(console, 'info', console.log, true);
define(console, 'debug', console.log, true);
for (const name of ['dir', 'time', 'timeEnd', 'timeLog', 'trace', 'assert', 'clear', 'count', 'countReset', 'group',
  'groupCollapsed', 'groupEnd', 'table', 'dirxml']) {
  define(console, name, { [name](...values) { return load('internal/console')[name](...values); } }[name], true);
}
define(console, Symbol.toStringTag, 'console');
define(globalThis, 'console', console);

// ---- tasks: every entry from the host into guest code

const ticks = [];
let inTask = false;

function task(callback, receiver, args) {
  const outer = inTask;
  inTask = true;
  try {
    Reflect.apply(callback, receiver, args);
  } catch (error) {
    uncaught(error, 'uncaughtException');
  } finally {
    inTask = outer;
  }
  if (!outer) runTicks();
}

// All ticks, those that ticks add too; then microtasks run, when control returns to the host.
function runTicks() {
  while (ticks.length > 0) {
    const next = ticks.shift();
    inTask = true;
    try {
      Reflect.apply(next.callback, undefined, next.args);
    } catch (error) {
      uncaught(error, 'uncaughtException');
    } finally {
      inTask = false;
    }
  }
}

internal.nextTick = (callback, args) => {
  ticks.push({ callback, args });
  if (!inTask && ticks.length === 1) host.loop.requestTicks();
};

define(globalThis, 'queueMicrotask', function queueMicrotask(callback) {
  if (typeof callback !== 'function') {
    throw codedError('ERR_INVALID_ARG_TYPE', `The "callback" argument must be of type function. Received ${load('internal/validate').received(callback)}`, TypeError);
  }
  Promise.resolve().then(() => {
    try {
      callback();
    } catch (error) {
      uncaught(error, 'uncaughtException');
    }
  });
}, true);

// ---- failures and the end

function uncaught(thrown, origin) {
  let error = fromHost(thrown);
  if (internal.conversation !== undefined) return internal.conversation.failed(error);
  const process = internal.process;
  if (process !== undefined && process.listenerCount('uncaughtException') > 0) {
    try {
      process.emit('uncaughtException', error, origin);
      return;
    } catch (second) {
      error = second;
    }
  }
  load('internal/fatal').report(error, origin);
  host.loop.uncaught();
  exit(1);
}

function rejected(promise, reason) {
  const process = internal.process;
  if (process !== undefined && process.listenerCount('unhandledRejection') > 0) {
    task(() => process.emit('unhandledRejection', reason, promise), undefined, []);
    return;
  }
  uncaught(internal.conversation === undefined ? load('internal/fatal').rejection(reason) : reason, 'unhandledRejection');
}

let exiting = false;

function exit(status) {
  if (status !== undefined && internal.process !== undefined) internal.process.exitCode = status;
  announceExit(status ?? 0);
  host.loop.exit(low(internal.process?.exitCode ?? status ?? 0));
}
internal.exit = exit;

// What of a status reaches the outside: its lowest eight bits.
function low(status) { return Number(BigInt.asUintN(8, BigInt(status))); }

function announceExit(status) {
  const process = internal.process;
  if (exiting || process === undefined) return;
  exiting = true;
  try {
    process.emit('exit', Number(process.exitCode ?? status));
  } catch (error) {
    load('internal/fatal').report(error, 'uncaughtException');
    process.exitCode = 7;
  }
}

// ---- lazy globals

for (const name of ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'clearImmediate']) {
  lazy(name, 'internal/timers', name, true);
}
for (const name of ['TextEncoder', 'TextDecoder', 'atob', 'btoa']) lazy(name, 'internal/encoding');
for (const name of ['URL', 'URLSearchParams']) lazy(name, 'internal/url');
for (const name of ['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'CustomEvent']) lazy(name, 'internal/events-web');
for (const name of ['Headers', 'Request', 'Response', 'fetch', 'Blob', 'File', 'FormData']) lazy(name, `internal/${name === 'fetch' ? 'fetch' : name === 'Blob' || name === 'File' || name === 'FormData' ? 'blob' : 'http-web'}`, name, name === 'fetch');
for (const name of ['ReadableStream', 'WritableStream', 'TransformStream']) lazy(name, 'internal/streams');
lazy('DOMException', 'internal/dom-exception');
lazy('structuredClone', 'internal/structured-clone', 'structuredClone', true);
lazy('performance', 'internal/performance', 'performance', true);
lazy('crypto', 'internal/crypto', 'webcrypto', true);
lazy('Buffer', 'node/buffer');
lazy('process', 'node/process', '');
define(globalThis, 'global', globalThis);
delete globalThis.arguments;
// Java classes are for those who were granted them.
if (!host.process.usesHostClasses()) delete globalThis.Java;

if (Error.stackTraceLimit !== undefined) Error.stackTraceLimit = 10;

// ---- CommonJS and the entry points

let commonJs;
function cjs() { return commonJs ??= load('internal/cjs'); }
internal.require = (path) => cjs().requireFile(path);

// Which globals are not the script's: taken right before it begins.
function scriptBegins() { internal.globalsOfRuntime = new Set(Object.getOwnPropertyNames(globalThis)); }

return {
  requireFile: (path) => path.startsWith('/') ? cjs().requireFile(path) : load(path),
  fail(code, message) {
    throw codedError(code, message, /^ERR_(UNKNOWN_FILE|IMPORT_ASS|INVALID_MODULE|INVALID_FILE|PACKAGE_IMPORT)/.test(code) ? TypeError : Error);
  },
  runCommonJs(path) {
    scriptBegins();
    task(() => cjs().runMain(path), undefined, []);
  },
  runModule(url, settled) {
    scriptBegins();
    import(url).then((namespace) => {
      internal.main = namespace;
      settled();
    }, (error) => { uncaught(error, 'unhandledRejection'); });
  },
  callFunction(path, values, reply) { load('internal/functions').call(path, values, reply); },
  runText(name, text, print) {
    task(() => {
      const result = cjs().runText(name, text);
      if (print) console.log(result);
    }, undefined, []);
  },
  converse(conversation) {
    // Guest code that Ctrl-C ended has run no `finally` of ours either.
    const recover = () => { inTask = false; };
    return load('internal/repl').start(conversation, recover);
  },
  metaResolve(parent) {
    return function resolve(specifier) { return answer(host.modules.resolveMeta(String(specifier), parent)); };
  },
  unsettled(status) {
    load('internal/fatal').unsettled();
    announceExit(0);
    return Number(internal.process?.exitCode ?? status);
  },
  task,
  runTicks,
  rejected,
  beforeExit() {
    const process = internal.process;
    if (process !== undefined) task(() => process.emit('beforeExit', Number(process.exitCode ?? 0)), undefined, []);
  },
  finish() {
    announceExit(0);
    return low(internal.process?.exitCode ?? 0);
  },
};
