'use strict';
// Event, EventTarget, AbortController: the web's events.

const { DOMException } = require('internal/dom-exception');
const { invalidType } = require('internal/validate');
const { customInspect } = internal.symbols;

class Event {
  #type;
  #options;
  #target = null;
  #current = null;
  #stopped = false;
  #prevented = false;
  #time = internal.host.process.sinceStart();

  constructor(type, options = {}) {
    if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'The "type" argument must be specified', TypeError);
    this.#type = String(type);
    this.#options = options ?? {};
  }

  get type() { return this.#type; }
  get target() { return this.#target; }
  get srcElement() { return this.#target; }
  get currentTarget() { return this.#current; }
  get bubbles() { return Boolean(this.#options.bubbles); }
  get cancelable() { return Boolean(this.#options.cancelable); }
  get composed() { return Boolean(this.#options.composed); }
  get defaultPrevented() { return this.#prevented; }
  get returnValue() { return !this.#prevented; }
  get eventPhase() { return this.#current === null ? 0 : 2; }
  get timeStamp() { return this.#time; }
  get isTrusted() { return false; }
  get cancelBubble() { return this.#stopped; }
  composedPath() { return this.#current === null ? [] : [this.#current]; }
  preventDefault() { if (this.cancelable) this.#prevented = true; }
  stopPropagation() {}
  stopImmediatePropagation() { this.#stopped = true; }

  static dispatch(event, target, deliver) {
    if (event.#current !== null) throw new DOMException('The event is already being dispatched', 'InvalidStateError');
    event.#target = target;
    event.#current = target;
    try {
      deliver(() => event.#stopped);
    } finally {
      event.#current = null;
    }
    return !event.#prevented;
  }

  [customInspect](depth, options, inspect) {
    return `${this.constructor.name} ${inspect({ type: this.type, defaultPrevented: this.defaultPrevented, cancelable: this.cancelable, timeStamp: this.timeStamp }, options)}`;
  }
}
const { dispatch } = Event;
delete Event.dispatch;
Object.assign(Event, { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 });

class CustomEvent extends Event {
  #detail;

  constructor(type, options) {
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() { return this.#detail; }
}

class EventTarget {
  #listeners = new Map();

  addEventListener(type, listener, options) {
    if (listener == null) return;
    if (typeof listener !== 'function' && typeof listener !== 'object') {
      throw invalidType('listener', 'an instance of EventListener', listener);
    }
    const settings = typeof options === 'object' && options !== null ? options : { capture: Boolean(options) };
    if (settings.signal?.aborted) return;
    const list = this.#listeners.get(String(type)) ?? [];
    if (list.some((entry) => entry.listener === listener && entry.capture === Boolean(settings.capture))) return;
    list.push({ listener, capture: Boolean(settings.capture), once: Boolean(settings.once) });
    this.#listeners.set(String(type), list);
    settings.signal?.addEventListener('abort', () => this.removeEventListener(type, listener, options), { once: true });
  }

  removeEventListener(type, listener, options) {
    const capture = Boolean(typeof options === 'object' && options !== null ? options.capture : options);
    const list = this.#listeners.get(String(type));
    if (list === undefined) return;
    this.#listeners.set(String(type), list.filter((entry) => entry.listener !== listener || entry.capture !== capture));
  }

  dispatchEvent(event) {
    if (!(event instanceof Event)) throw invalidType('event', 'an instance of Event', event);
    return dispatch(event, this, (stopped) => {
      for (const entry of [...this.#listeners.get(event.type) ?? []]) {
        if (stopped()) break;
        if (!this.#listeners.get(event.type).includes(entry)) continue;
        if (entry.once) this.removeEventListener(event.type, entry.listener, entry.capture);
        try {
          if (typeof entry.listener === 'function') entry.listener.call(this, event);
          else entry.listener.handleEvent(event);
        } catch (error) {
          // As in Node: reported as uncaught, the other listeners still run.
          internal.nextTick(() => { throw error; }, []);
        }
      }
    });
  }

  get [Symbol.toStringTag]() { return 'EventTarget'; }
}

function handlerProperty(Type, name) {
  const handlers = new WeakMap();
  Object.defineProperty(Type.prototype, `on${name}`, {
    configurable: true,
    enumerable: true,
    get() { return handlers.get(this)?.handler ?? null; },
    set(handler) {
      const old = handlers.get(this);
      if (old !== undefined) this.removeEventListener(name, old.listener);
      if (typeof handler !== 'function') {
        handlers.delete(this);
        return;
      }
      const listener = (event) => handler.call(this, event);
      handlers.set(this, { handler, listener });
      this.addEventListener(name, listener);
    },
  });
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    super(message, options?.cause === undefined ? undefined : options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
    if (typeof this.stack === 'string') internal.define(this, 'stack', this.stack.replace(/^Error/, 'AbortError'));
  }
}

const secret = Symbol('AbortSignal');

class AbortSignal extends EventTarget {
  #aborted = false;
  #reason;

  constructor(key) {
    if (key !== secret) throw internal.error('ERR_ILLEGAL_CONSTRUCTOR', 'Illegal constructor', TypeError);
    super();
  }

  get aborted() { return this.#aborted; }
  get reason() { return this.#reason; }
  get [Symbol.toStringTag]() { return 'AbortSignal'; }
  throwIfAborted() { if (this.#aborted) throw this.#reason; }

  static abort(reason = new DOMException('This operation was aborted', 'AbortError')) {
    const signal = new AbortSignal(secret);
    signal.#aborted = true;
    signal.#reason = reason;
    return signal;
  }

  static timeout(delay) {
    const signal = new AbortSignal(secret);
    const timer = require('internal/timers').setTimeout(
      () => AbortSignal[secret](signal, new DOMException('The operation was aborted due to timeout', 'TimeoutError')), delay);
    timer.unref();
    return signal;
  }

  static any(signals) {
    const all = [...signals];
    const result = new AbortSignal(secret);
    const aborted = all.find((signal) => signal.aborted);
    if (aborted !== undefined) {
      AbortSignal[secret](result, aborted.reason);
      return result;
    }
    for (const signal of all) signal.addEventListener('abort', () => AbortSignal[secret](result, signal.reason), { once: true });
    return result;
  }

  static [secret](signal, reason) {
    if (signal.#aborted) return;
    signal.#aborted = true;
    signal.#reason = reason;
    signal.dispatchEvent(new Event('abort'));
  }

  [customInspect](depth, options, inspect) { return `AbortSignal ${inspect({ aborted: this.#aborted }, options)}`; }
}
handlerProperty(AbortSignal, 'abort');

class AbortController {
  #signal = new AbortSignal(secret);
  get signal() { return this.#signal; }
  abort(reason = new DOMException('This operation was aborted', 'AbortError')) { AbortSignal[secret](this.#signal, reason); }
  get [Symbol.toStringTag]() { return 'AbortController'; }
  [customInspect](depth, options, inspect) { return `AbortController ${inspect({ signal: this.#signal }, options)}`; }
}

module.exports = { Event, CustomEvent, EventTarget, AbortSignal, AbortController, AbortError, handlerProperty };
