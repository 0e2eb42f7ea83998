'use strict';
// The global `process`. What it tells is asked of the host when it is asked for.

const { host, define } = internal;
const EventEmitter = require('node/events');
const { invalidType } = require('internal/validate');

const process = Object.create(Object.create(EventEmitter.prototype, { constructor: { value: function process() {}, configurable: true, writable: true } }));
EventEmitter.call(process);
process.setMaxListeners(0);
internal.process = process;

const signals = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15, SIGUSR2: 12, SIGWINCH: 28 };
process.on('newListener', (name) => {
  if (signals[name] !== undefined) {
    host.signals.watch(name.slice(3), signals[name], () => internal.task(() => process.emit(name, name, signals[name]), undefined, []));
  }
});
process.on('removeListener', (name) => {
  if (signals[name] !== undefined && process.listenerCount(name) === 0) host.signals.unwatch(name.slice(3));
});

function lazy(name, make) { internal.lazyProperty(process, name, make, true); }

const architectures = { amd64: 'x64', x86_64: 'x64', aarch64: 'arm64' };
const platforms = { linux: 'linux', 'mac os x': 'darwin' };

define(process, Symbol.toStringTag, 'process');
process.title = 'jexpy';
process.version = 'v20.20.2';
lazy('versions', () => Object.freeze({ node: '20.20.2', graaljs: '25.0.3', jexpy: host.process.machine('java.version') && '0.1.0', java: host.process.machine('java.version') }));
lazy('arch', () => architectures[host.process.machine('os.arch')] ?? host.process.machine('os.arch'));
lazy('platform', () => platforms[host.process.machine('os.name').toLowerCase()] ?? host.process.machine('os.name').toLowerCase());
lazy('release', () => ({ name: 'node' }));
lazy('argv', () => [host.process.executable(), ...host.process.arguments()]);
process.execArgv = [];
lazy('argv0', () => host.process.executable());
lazy('execPath', () => host.process.executable());
lazy('pid', () => host.process.pid());
process.ppid = 0;
let exitCode;
Object.defineProperty(process, 'exitCode', {
  configurable: true,
  enumerable: true,
  get: () => exitCode,
  set(value) {
    const number = typeof value === 'string' && value !== '' && Number.isInteger(+value) ? +value : value;
    if (number !== undefined && number !== null) {
      if (typeof number !== 'number') throw invalidType('code', 'of type number', value);
      if (!Number.isSafeInteger(number)) {
        throw internal.error('ERR_OUT_OF_RANGE', `The value of "code" is out of range. It must be an integer. Received ${number}`, RangeError);
      }
    }
    exitCode = value;
  },
});
process.config = { variables: {} };
process.features = {};
lazy('env', () => environment());
lazy('stdout', () => require('internal/stdio').output(1));
lazy('stderr', () => require('internal/stdio').output(2));
lazy('stdin', () => require('internal/stdio').input());

// Values become strings, as in Node; deleting and adding concern this script only.
function environment() {
  const values = host.process.environment();
  const target = {};
  for (let i = 0; i < values.length; i += 2) target[values[i]] = values[i + 1];
  return new Proxy(target, {
    set(object, name, value) {
      object[name] = String(value);
      return true;
    },
    defineProperty(object, name, descriptor) {
      return Reflect.defineProperty(object, name, 'value' in descriptor ? { ...descriptor, value: String(descriptor.value) } : descriptor);
    },
  });
}

process.cwd = function cwd() { return host.process.cwd(); };
process.chdir = function chdir() {
  throw internal.error('ERR_WORKER_UNSUPPORTED_OPERATION', 'process.chdir() is not supported: the working directory of a guest is fixed', TypeError);
};
process.umask = function umask() { return 0o022; };
process.uptime = function uptime() { return host.process.sinceStart() / 1000; };
process.exit = function exit(code) {
  if (code !== undefined) process.exitCode = code;
  internal.exit(undefined);
};
process.reallyExit = process.exit;
process.abort = function abort() { host.loop.exit(134); };
process.kill = function kill(pid, signal = 'SIGTERM') {
  if (pid !== process.pid) throw internal.error('EPERM', 'kill EPERM: a guest may signal itself only');
  if (signal === 0) return true;
  if (process.listenerCount(signal) > 0) process.nextTick(() => process.emit(signal, signal));
  else process.exit(signal === 'SIGINT' ? 130 : 143);
  return true;
};
process.nextTick = function nextTick(callback, ...args) {
  if (typeof callback !== 'function') throw invalidType('callback', 'of type function', callback);
  internal.nextTick(callback, args);
};
process.hrtime = function hrtime(earlier) {
  const now = BigInt(host.process.nanoTime());
  let seconds = Number(now / 1000000000n);
  let nanos = Number(now % 1000000000n);
  if (earlier !== undefined) {
    seconds -= earlier[0];
    nanos -= earlier[1];
    if (nanos < 0) {
      seconds--;
      nanos += 1e9;
    }
  }
  return [seconds, nanos];
};
process.hrtime.bigint = function bigint() { return BigInt(host.process.nanoTime()); };
process.memoryUsage = function memoryUsage() {
  const [used, total] = host.process.memory();
  return { rss: total, heapTotal: total, heapUsed: used, external: 0, arrayBuffers: 0 };
};
process.memoryUsage.rss = () => process.memoryUsage().rss;
process.cpuUsage = function cpuUsage(earlier) {
  const user = Math.round(host.process.cpuMicros());
  return { user: user - (earlier?.user ?? 0), system: 0 };
};
process.getuid = process.geteuid = process.getgid = process.getegid = () => 1000;
process.emitWarning = function emitWarning(warning, typeOrOptions, code) {
  const options = typeof typeOrOptions === 'object' && typeOrOptions !== null ? typeOrOptions : { type: typeOrOptions, code };
  const error = warning instanceof Error ? warning : new Error(String(warning));
  if (!(warning instanceof Error)) error.name = options.type ?? 'Warning';
  if (options.code !== undefined) error.code = options.code;
  process.nextTick(() => {
    process.emit('warning', error);
    const label = error.code ? `[${error.code}] ` : '';
    host.io.print(2, `(jexpy:${process.pid}) ${label}${error.name}: ${error.message}`);
  });
};
process.binding = function binding(name) {
  throw internal.error('ERR_INVALID_MODULE', `No such binding: ${name}; jexpy has none of Node's internals`);
};

module.exports = process;
