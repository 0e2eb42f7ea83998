'use strict';

const { inspect } = require('internal/inspect');
const { format, formatWithOptions } = require('internal/format');
const { requireFunction } = require('internal/validate');
const types = require('internal/types');
const { promisify: custom } = internal.symbols;

function promisify(original) {
  requireFunction(original, 'original');
  if (original[custom] !== undefined) {
    requireFunction(original[custom], 'util.promisify.custom');
    return original[custom];
  }
  function promised(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => (error ? reject(error) : resolve(values[0]))]);
    });
  }
  Object.setPrototypeOf(promised, Object.getPrototypeOf(original));
  return Object.defineProperties(promised, Object.getOwnPropertyDescriptors(original));
}
promisify.custom = custom;

function callbackify(original) {
  requireFunction(original, 'original');
  function called(...args) {
    const callback = args.pop();
    requireFunction(callback, 'last argument');
    Reflect.apply(original, this, args).then(
      (value) => internal.nextTick(callback, [null, value]),
      (reason) => internal.nextTick(callback, [reason || internal.error('ERR_FALSY_VALUE_REJECTION', 'Promise was rejected with falsy value')]));
  }
  Object.defineProperty(called, 'name', { value: `${original.name}Callbackified`, configurable: true });
  return called;
}

const warned = new Set();
function deprecate(target, message, code) {
  if (require('node/process').noDeprecation === true) return target;
  return function deprecated(...args) {
    if (!warned.has(code ?? target)) {
      warned.add(code ?? target);
      require('node/process').emitWarning(message, 'DeprecationWarning', code);
    }
    return new.target ? Reflect.construct(target, args, new.target) : Reflect.apply(target, this, args);
  };
}

function inherits(constructor, parent) {
  requireFunction(constructor, 'ctor');
  requireFunction(parent, 'superCtor');
  Object.defineProperty(constructor, 'super_', { value: parent, writable: true, configurable: true });
  Object.setPrototypeOf(constructor.prototype, parent.prototype);
}

function debuglog(set) {
  const section = String(set).toUpperCase();
  const env = require('node/process').env.NODE_DEBUG ?? '';
  const enabled = env.split(',').some((name) => name.trim().toUpperCase() === section);
  const log = (...args) => { if (enabled) internal.host.io.print(2, `${section} ${require('node/process').pid}: ${format(...args)}`); };
  log.enabled = enabled;
  return log;
}

// eslint-disable-next-line no-control-regex
function stripVTControlCharacters(text) { return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, ''); }

function styleText(style, text) {
  return [style].flat().reduce((shown, name) => {
    const codes = inspect.colors[name];
    if (codes === undefined) throw internal.error('ERR_INVALID_ARG_VALUE', `The argument 'format' must be one of: ${Object.keys(inspect.colors).join(', ')}. Received '${name}'`, TypeError);
    return `\u001b[${codes[0]}m${shown}\u001b[${codes[1]}m`;
  }, text);
}

function aborted(signal) {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => { signal.addEventListener('abort', () => resolve(), { once: true }); });
}

const old = {
  isArray: Array.isArray,
  isBoolean: (value) => typeof value === 'boolean',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value == null,
  isNumber: (value) => typeof value === 'number',
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  isRegExp: types.isRegExp,
  isObject: (value) => value !== null && typeof value === 'object',
  isDate: types.isDate,
  isError: (value) => types.isNativeError(value) || value instanceof Error,
  isFunction: (value) => typeof value === 'function',
  isPrimitive: (value) => value === null || (typeof value !== 'object' && typeof value !== 'function'),
};

module.exports = {
  ...old,
  inspect, format, formatWithOptions, promisify, callbackify, deprecate, inherits, debuglog, debug: debuglog, types,
  stripVTControlCharacters, styleText, aborted,
  isDeepStrictEqual: (a, b) => require('internal/deep-equal').isDeepStrictEqual(a, b),
  toUSVString: (text) => `${text}`.toWellFormed?.() ?? `${text}`,
  parseArgs: (config) => require('internal/parse-args').parseArgs(config),
  get TextEncoder() { return globalThis.TextEncoder; },
  get TextDecoder() { return globalThis.TextDecoder; },
  _extend: (target, source) => (source === null || typeof source !== 'object' ? target : Object.assign(target, source)),
};
