// The errors of `jexpy:exos`, and how the host raises them.

/** The base of the errors that only this module has. */
export class ExosError extends Error {}

/** No process has this name. */
export class UnknownProcessError extends ExosError {}

/** A command failed, and errors are not ignored. Its message is what the command said. */
export class CLICommandError extends ExosError {}

/** Commands were not done in the given time. */
export class CLITimeoutError extends ExosError {}

/** The process has a trace buffer of this name already. */
export class TraceBufferAlreadyExistsError extends ExosError {}

/** The process has no trace buffer of this name. */
export class UnknownTraceBufferError extends ExosError {}

/** A call was refused because it could never return. */
export class DeadlockDetectedError extends Error {}

for (const type of [
  ExosError, UnknownProcessError, CLICommandError, CLITimeoutError, TraceBufferAlreadyExistsError, UnknownTraceBufferError,
  DeadlockDetectedError,
]) {
  Object.defineProperty(type.prototype, 'name', { value: type.name, configurable: true, writable: true });
}

const errors = {
  InvalidProcessName: RangeError, UnknownProcess: UnknownProcessError, CommandFailed: CLICommandError,
  CommandTimeout: CLITimeoutError, InvalidHeartbeat: RangeError, InvalidCondition: RangeError, WrongArguments: TypeError,
  TraceBufferAlreadyExists: TraceBufferAlreadyExistsError, UnknownTraceBuffer: UnknownTraceBufferError,
  InvalidTraceBuffer: RangeError, Deadlock: DeadlockDetectedError,
};
const codes = { Timeout: 'ETIMEDOUT', Closed: 'ECONNRESET', Internal: 'ERR_INTERNAL', DumpRefused: 'EACCES', DumpFailed: 'EIO' };

export function failure(kind, message) {
  const error = new (errors[kind] ?? Error)(message);
  if (codes[kind] !== undefined) error.code = codes[kind];
  // The constructors above are hidden from traces, and a trace that ends at a hidden constructor has no frame left.
  Error.captureStackTrace(error);
  return error;
}

export function fail(kind, message) { throw failure(kind, message); }

export function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function text(value, what) {
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string, not ${kindOf(value)}`);
  return value;
}

export function texts(value, what) {
  if (!Array.isArray(value)) throw new TypeError(`${what} must be an array of strings, not ${kindOf(value)}`);
  // A copy without gaps: Array.prototype.find looks into gaps, too.
  const copy = Array.from(value);
  const wrong = copy.findIndex((item) => typeof item !== 'string');
  if (wrong >= 0) throw new TypeError(`${what} must be an array of strings; it has an item of type ${kindOf(copy[wrong])}`);
  return copy;
}
