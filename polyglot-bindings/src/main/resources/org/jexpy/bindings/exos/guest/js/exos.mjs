// `jexpy:exos`: the system functions of exos.api.
import host from 'jexpy:host';

/** The base of the errors that only this module has. */
export class ExosError extends Error {}

/** No process has this name. */
export class UnknownProcessError extends ExosError {}

/** A call was refused because it could never return. */
export class DeadlockDetectedError extends Error {}

for (const type of [ExosError, UnknownProcessError, DeadlockDetectedError]) {
  Object.defineProperty(type.prototype, 'name', { value: type.name, configurable: true, writable: true });
}

/** The states of a process. The usual way is BOOTING, LOADCFG, READY. */
export const ProcessState = Object.freeze({
  FAIL: 'FAIL', STOPPED: 'STOPPED', STARTED: 'STARTED', BOOTING: 'BOOTING', LOADCFG: 'LOADCFG', READY: 'READY',
});

const errors = { InvalidProcessName: RangeError, UnknownProcess: UnknownProcessError, Deadlock: DeadlockDetectedError };
const codes = { Timeout: 'ETIMEDOUT', Closed: 'ECONNRESET', Internal: 'ERR_INTERNAL' };

function fail(kind, message) {
  const error = new (errors[kind] ?? Error)(message);
  if (codes[kind] !== undefined) error.code = codes[kind];
  // The constructors above are hidden from traces, and a trace that ends at a hidden constructor has no frame left.
  Error.captureStackTrace(error);
  throw error;
}

const system = host.exos.system(fail);

function text(value, what) {
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string, not ${value === null ? 'null' : typeof value}`);
  return value;
}

/** The unique name of this process. */
export function getProcessName() { return system.processName(); }

/** Take a name. Ignored if the container started the process, which then has its name from there. */
export function setProcessName(name) { system.rename(text(name, 'name')); }

/** Say that this process is ready. */
export function ready() { system.ready(); }

/** The state of a process, of this one by default. */
export function getProcessState(name = undefined) {
  return system.processState(name === undefined ? null : text(name, 'name'));
}
