'use strict';
// The npm package `events`, with what Node has gained since.

const EventEmitter = require('npm/events');
const { invalidType } = require('internal/validate');

function abortError(signal) {
  return new (require('internal/events-web').AbortError)(undefined, { cause: signal.reason });
}

function once(emitter, name, options) {
  const signal = options?.signal;
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(abortError(signal));
      return;
    }
    if (typeof emitter.addEventListener === 'function' && typeof emitter.on !== 'function') {
      emitter.addEventListener(name, (event) => resolve([event]), { once: true });
      return;
    }
    const clean = () => {
      emitter.removeListener(name, onEvent);
      emitter.removeListener('error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    const onEvent = (...values) => {
      clean();
      resolve(values);
    };
    const onError = (error) => {
      clean();
      reject(error);
    };
    const onAbort = () => {
      clean();
      reject(abortError(signal));
    };
    emitter.on(name, onEvent);
    if (name !== 'error') emitter.on('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function on(emitter, name, options) {
  const signal = options?.signal;
  if (signal?.aborted) throw abortError(signal);
  const values = [];
  const waiting = [];
  let failure;
  let done = false;
  const onEvent = (...args) => {
    if (waiting.length > 0) waiting.shift().resolve({ value: args, done: false });
    else values.push(args);
  };
  const onError = (error) => {
    if (waiting.length > 0) waiting.shift().reject(error);
    else failure = error;
    iterator.return();
  };
  const iterator = {
    next() {
      if (values.length > 0) return Promise.resolve({ value: values.shift(), done: false });
      if (failure !== undefined) {
        const error = failure;
        failure = undefined;
        return Promise.reject(error);
      }
      if (done) return Promise.resolve({ value: undefined, done: true });
      return new Promise((resolve, reject) => { waiting.push({ resolve, reject }); });
    },
    return() {
      done = true;
      emitter.removeListener(name, onEvent);
      emitter.removeListener('error', onError);
      for (const waiter of waiting.splice(0)) waiter.resolve({ value: undefined, done: true });
      return Promise.resolve({ value: undefined, done: true });
    },
    throw(error) {
      onError(error);
      return Promise.resolve({ value: undefined, done: true });
    },
    [Symbol.asyncIterator]() { return this; },
  };
  emitter.on(name, onEvent);
  if (name !== 'error') emitter.on('error', onError);
  signal?.addEventListener('abort', () => onError(abortError(signal)), { once: true });
  return iterator;
}

// Names are for readers of printed objects; the package calls its inner state _events.
EventEmitter.prototype[internal.symbols.customInspect] = undefined;
delete EventEmitter.prototype[internal.symbols.customInspect];
EventEmitter.once = once;
EventEmitter.on = on;
EventEmitter.EventEmitter = EventEmitter;
EventEmitter.errorMonitor = Symbol('events.errorMonitor');
EventEmitter.captureRejectionSymbol = Symbol.for('nodejs.rejection');
EventEmitter.captureRejections = false;
EventEmitter.getEventListeners = (emitter, name) => (typeof emitter.listeners === 'function' ? emitter.listeners(name) : []);
EventEmitter.listenerCount ??= (emitter, name) => emitter.listenerCount(name);
EventEmitter.setMaxListeners = (count = EventEmitter.defaultMaxListeners, ...targets) => {
  if (typeof count !== 'number' || count < 0) throw invalidType('n', 'a non-negative number', count);
  if (targets.length === 0) EventEmitter.defaultMaxListeners = count;
  for (const target of targets) target.setMaxListeners?.(count);
};

const emit = EventEmitter.prototype.emit;
EventEmitter.prototype.emit = function emitWithMonitor(name, ...args) {
  if (name === 'error' && this._events?.[EventEmitter.errorMonitor] !== undefined) {
    Reflect.apply(emit, this, [EventEmitter.errorMonitor, ...args]);
  }
  return Reflect.apply(emit, this, [name, ...args]);
};

module.exports = EventEmitter;
