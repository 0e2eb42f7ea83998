// `jexpy:exos`: what exos.api is to Python.
export * from 'jexpy:exos/cli';
export {
  CLICommandError, CLITimeoutError, DeadlockDetectedError, ExosError, TraceBufferAlreadyExistsError, UnknownProcessError,
  UnknownTraceBufferError,
} from 'jexpy:exos/errors';
export * from 'jexpy:exos/log';
export * from 'jexpy:exos/system';
