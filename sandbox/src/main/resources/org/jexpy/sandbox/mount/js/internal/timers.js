'use strict';
// setTimeout and its kin. The host keeps the clock and calls fire(); the objects here are what scripts hold.

const { host, task } = internal;
const { requireFunction } = require('internal/validate');
const active = new Map();
const maximum = 2 ** 31 - 1;

class Timeout {
  constructor(callback, delay, args, repeat) {
    let milliseconds = Number(delay);
    if (!(milliseconds >= 1 && milliseconds <= maximum)) {
      if (milliseconds > maximum) {
        host.io.print(2, `TimeoutOverflowWarning: ${delay} does not fit into a 32-bit signed integer.\nTimeout duration was set to 1.`);
      }
      milliseconds = 1;
    }
    this._idleTimeout = Math.trunc(milliseconds);
    this._onTimeout = callback;
    this._timerArgs = args.length > 0 ? args : undefined;
    this._repeat = repeat ? this._idleTimeout : null;
    this._destroyed = false;
    internal.define(this, '_referenced', true);
    internal.define(this, '_id', 0);
    start(this);
  }

  ref() {
    this._referenced = true;
    if (!this._destroyed) host.timers.reference(this._id, true);
    return this;
  }

  unref() {
    this._referenced = false;
    if (!this._destroyed) host.timers.reference(this._id, false);
    return this;
  }

  hasRef() { return this._referenced; }

  refresh() {
    if (!this._destroyed || active.has(this._id)) {
      stop(this);
    }
    if (this._onTimeout !== null) start(this);
    return this;
  }

  close() {
    clearTimeout(this);
    return this;
  }

  [Symbol.toPrimitive]() { return this._id; }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { clearTimeout(this); }
}

function start(timer) {
  timer._destroyed = false;
  timer._id = host.timers.start(timer._idleTimeout, timer._referenced);
  active.set(timer._id, timer);
}

function stop(timer) {
  if (active.delete(timer._id)) host.timers.cancel(timer._id);
  timer._destroyed = true;
}

function fire(id) {
  const timer = active.get(id);
  if (timer === undefined) return;
  active.delete(id);
  task(timer._onTimeout, timer, timer._timerArgs ?? []);
  // Cleared, or started again by refresh(), inside its own callback.
  if (timer._id !== id || timer._onTimeout === null) return;
  if (timer._repeat !== null) start(timer);
  else timer._destroyed = true;
}

function setTimeout(callback, delay, ...args) {
  requireFunction(callback, 'callback');
  return new Timeout(callback, delay, args, false);
}

function setInterval(callback, delay, ...args) {
  requireFunction(callback, 'callback');
  return new Timeout(callback, delay, args, true);
}

function clearTimeout(timer) {
  const target = typeof timer === 'object' ? timer : active.get(Number(timer));
  if (target instanceof Timeout) {
    stop(target);
    target._onTimeout = null;
  }
}

// ---- immediates

let immediates = [];

class Immediate {
  constructor(callback, args) {
    this._onImmediate = callback;
    this._argv = args.length > 0 ? args : undefined;
    this._destroyed = false;
    internal.define(this, '_id', host.timers.immediate());
  }

  ref() {
    if (!this._destroyed) host.timers.reference(this._id, true);
    return this;
  }

  unref() {
    if (!this._destroyed) host.timers.reference(this._id, false);
    return this;
  }

  hasRef() { return !this._destroyed && host.timers.isReferenced(this._id); }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { clearImmediate(this); }
}

const pending = new Map();

function setImmediate(callback, ...args) {
  requireFunction(callback, 'callback');
  const immediate = new Immediate(callback, args);
  pending.set(immediate._id, immediate);
  return immediate;
}

function clearImmediate(immediate) {
  if (immediate instanceof Immediate && pending.delete(immediate._id)) {
    host.timers.cancel(immediate._id);
    immediate._destroyed = true;
  }
}

function fireImmediate(id) {
  const immediate = pending.get(id);
  if (immediate === undefined) return;
  pending.delete(id);
  immediate._destroyed = true;
  task(immediate._onImmediate, immediate, immediate._argv ?? []);
}

setTimeout[internal.symbols.promisify] = (delay, value, options) => require('node/timers/promises').setTimeout(delay, value, options);
setImmediate[internal.symbols.promisify] = (value, options) => require('node/timers/promises').setImmediate(value, options);

host.timers.connect((id) => (active.has(id) ? fire(id) : fireImmediate(id)));

module.exports = {
  setTimeout, setInterval, setImmediate, clearTimeout, clearInterval: clearTimeout, clearImmediate, Timeout, Immediate,
};
