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

// One turn of the host's loop runs all of them that were asked for before it; those they ask for run in the next one.

let waiting = [];
let live = 0; // of those that wait: not cleared
let referenced = 0; // of those that are live
let turn = 0; // the host's number for their turn
let running = [];
let next = 0;

class Immediate {
  constructor(callback, args) {
    this._onImmediate = callback;
    this._argv = args.length > 0 ? args : undefined;
    this._destroyed = false;
    internal.define(this, '_referenced', false);
    internal.define(this, '_turn', waiting);
  }

  ref() {
    if (!this._destroyed && !this._referenced) refer(this, true);
    return this;
  }

  unref() {
    if (!this._destroyed && this._referenced) refer(this, false);
    return this;
  }

  hasRef() { return !this._destroyed && this._referenced; }
  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { clearImmediate(this); }
}

function refer(immediate, yes) {
  immediate._referenced = yes;
  // One whose turn runs keeps nothing alive any more.
  if (immediate._turn !== waiting) return;
  const before = referenced > 0;
  referenced += yes ? 1 : -1;
  if (before !== referenced > 0) host.timers.reference(turn, !before);
}

function setImmediate(callback, ...args) {
  requireFunction(callback, 'callback');
  const immediate = new Immediate(callback, args);
  if (turn === 0) {
    turn = host.timers.immediate();
    host.timers.reference(turn, false);
  }
  waiting.push(immediate);
  live++;
  refer(immediate, true);
  return immediate;
}

function clearImmediate(immediate) {
  if (!(immediate instanceof Immediate) || immediate._destroyed) return;
  immediate.unref();
  immediate._destroyed = true;
  immediate._onImmediate = null;
  if (immediate._turn === waiting && --live === 0) {
    host.timers.cancel(turn);
    turn = 0;
    waiting = [];
  }
}

// Runs one of this turn, and says whether there is another: the host ends a turn after each, as Node does.
function fireImmediate(id) {
  if (id === turn) {
    // What Ctrl-C left of an earlier turn goes first.
    running = running.slice(next).concat(waiting);
    next = 0;
    waiting = [];
    live = referenced = turn = 0;
  }
  while (next < running.length && running[next]._destroyed) next++;
  if (next === running.length) return false;
  const immediate = running[next++];
  immediate._destroyed = true;
  task(immediate._onImmediate, immediate, immediate._argv ?? []);
  return true;
}

setTimeout[internal.symbols.promisify] = (delay, value, options) => require('node/timers/promises').setTimeout(delay, value, options);
setImmediate[internal.symbols.promisify] = (value, options) => require('node/timers/promises').setImmediate(value, options);

host.timers.connect(fire, fireImmediate);

module.exports = {
  setTimeout, setInterval, setImmediate, clearTimeout, clearInterval: clearTimeout, clearImmediate, Timeout, Immediate,
};
