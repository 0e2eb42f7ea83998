// Loggers and trace buffers.
import host from 'jexpy:host';
import { fail, kindOf, text, texts } from 'jexpy:exos/errors';

const log = host.exos.log(fail);
const traces = host.exos.traces(fail);

/** How much a condition matters, most first. */
export const Severity = Object.freeze({
  CRITICAL: 'CRITICAL', ERROR: 'ERROR', WARNING: 'WARNING', NOTICE: 'NOTICE', INFO: 'INFO', DEBUG_SUMMARY: 'DEBUG_SUMMARY',
  DEBUG_VERBOSE: 'DEBUG_VERBOSE', DEBUG_DATA: 'DEBUG_DATA',
});

function severity(value, what) {
  if (!Object.hasOwn(Severity, value)) {
    throw new RangeError(`${what}: ${String(value)} (expected: one of ${Object.keys(Severity).join(', ')})`);
  }
  return value;
}

/** A component of the system's log. After addCondition() and register(), each condition is a method: it takes the values of
 * its parameters, in their order. */
export class ExosLogger {
  #component;
  #conditions = [];

  constructor(name, { title, factoryThreshold = Severity.DEBUG_DATA } = {}) {
    this.name = text(name, 'name');
    this.title = title;
    this.#component = log.component(name, severity(factoryThreshold, 'factoryThreshold'));
  }

  /** Add a condition. In its text, %param% stands for the value of the parameter of that name. */
  addCondition(name, message, params = [], sev = Severity.INFO) {
    if (text(name, 'name') in this && !this.#conditions.includes(name)) {
      throw new RangeError(`name of a condition: '${name}' (expected: a name that the logger does not use itself)`);
    }
    this.#component.add(name, text(message, 'text'), texts(params, 'params'), severity(sev, 'sev'));
    this.#conditions.push(name);
  }

  /** Make a method of each condition. */
  register() {
    for (const name of this.#conditions) {
      this[name] = (...values) => { this.#component.meet(name, values.map(String)); };
    }
  }
}

/** A log in memory that keeps the last `size` bytes. */
export class TraceBuffer {
  constructor(name, size) {
    if (!Number.isSafeInteger(size)) throw new TypeError(`size must be a whole number of bytes, not ${kindOf(size)} ${String(size)}`);
    traces.create(text(name, 'name'), size);
    this.name = name;
    this.size = size;
  }

  /** Log a text, with the time. */
  log(message) { traces.log(this.name, String(message)); }

  /** Write the buffer to a file below /usr/local/tmp, by default to a new one. Returns its path. */
  dump(file = undefined) { return dumpTraceBuffer(this.name, file); }

  /** Empty the buffer. */
  clear() { traces.clear(this.name); }
}

/** Write a trace buffer, or all, to a file below /usr/local/tmp, by default to a new one. Returns its path. */
export function dumpTraceBuffer(name = null, file = null) {
  return traces.dump(name === null ? null : text(name, 'name'), file === null ? null : text(file, 'file'));
}

/** Empty a trace buffer, or all. */
export function clearTraceBuffer(name = null) { traces.clear(name === null ? null : text(name, 'name')); }
