'use strict';
// The methods of console that a plain script does not use.

const { format } = require('internal/format');
const { inspect } = require('internal/inspect');

const timers = new Map();
const counts = new Map();

function duration(milliseconds) {
  if (milliseconds >= 1000) {
    const seconds = milliseconds / 1000;
    if (seconds < 60) return `${Number(seconds.toFixed(3))}s`;
    const minutes = Math.floor(seconds / 60);
    const rest = (seconds % 60).toFixed(3).padStart(6, '0');
    return minutes < 60 ? `${minutes}:${rest} (m:ss.mmm)`
      : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}:${Math.floor(seconds % 60).toString().padStart(2, '0')} (h:mm:ss)`;
  }
  return `${Number(milliseconds.toFixed(3))}ms`;
}

function now() { return internal.host.process.sinceStart(); }

function warn(name, label) {
  require('node/process').emitWarning(`${label}`, name);
}

const methods = {
  dir(value, options) {
    internal.emit(1, [inspect(value, { customInspect: false, colors: internal.host.io.hasColors(1), ...options })]);
  },
  dirxml(...values) { internal.emit(1, values); },
  time(label = 'default') {
    const key = `${label}`;
    if (timers.has(key)) warn('Warning', `Label '${key}' already exists for console.time()`);
    else timers.set(key, now());
  },
  timeEnd(label = 'default') {
    const key = `${label}`;
    if (!timers.has(key)) {
      warn('Warning', `No such label '${key}' for console.timeEnd()`);
      return;
    }
    internal.emit(1, [`${key}: ${duration(now() - timers.get(key))}`]);
    timers.delete(key);
  },
  timeLog(label = 'default', ...values) {
    const key = `${label}`;
    if (!timers.has(key)) warn('Warning', `No such label '${key}' for console.timeLog()`);
    else internal.emit(1, [`${key}: ${duration(now() - timers.get(key))}`, ...values]);
  },
  trace(...values) {
    const error = new Error(values.length > 0 ? format(...values) : '');
    internal.define(error, 'name', 'Trace');
    Error.captureStackTrace?.(error, methods.trace);
    internal.emit(2, [String(error.stack).replace(/^(Error|Trace)/, 'Trace')]);
  },
  assert(condition, ...values) {
    if (condition) return;
    if (typeof values[0] === 'string') internal.emit(2, [`Assertion failed: ${values[0]}`, ...values.slice(1)]);
    else internal.emit(2, ['Assertion failed', ...values]);
  },
  clear() {
    if (internal.host.io.isTerminal(1)) internal.host.io.writeText(1, '\u001b[1;1H\u001b[0J');
  },
  count(label = 'default') {
    const key = `${label}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    internal.emit(1, [`${key}: ${counts.get(key)}`]);
  },
  countReset(label = 'default') {
    const key = `${label}`;
    if (!counts.delete(key)) warn('Warning', `Count for '${key}' does not exist`);
  },
  group(...values) {
    if (values.length > 0) internal.emit(1, values);
    internal.group((indent) => `${indent}  `);
  },
  groupEnd() { internal.group((indent) => indent.slice(0, -2)); },
  table(data, columns) { require('internal/console-table').table(data, columns); },
};
methods.groupCollapsed = methods.group;

module.exports = methods;
