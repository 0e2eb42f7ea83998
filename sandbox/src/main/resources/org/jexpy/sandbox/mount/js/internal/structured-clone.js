'use strict';
// structuredClone: the copy that messages between threads get.

const types = require('internal/types');
const { DOMException } = require('internal/dom-exception');
const errorTypes = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

function refuse(value) {
  const text = typeof value === 'symbol' ? value.toString() : typeof value === 'function' ? String(value) : `#<${value?.constructor?.name ?? 'Object'}>`;
  return new DOMException(`${text} could not be cloned.`, 'DataCloneError');
}

function structuredClone(value, options) {
  if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'The "value" argument must be specified', TypeError);
  const seen = new Map();
  for (const item of options?.transfer ?? []) {
    if (!types.isArrayBuffer(item)) throw new DOMException('Value could not be transferred', 'DataCloneError');
    seen.set(item, typeof item.transfer === 'function' ? item.transfer() : item.slice(0));
  }
  return clone(value, seen);
}

function clone(value, seen) {
  if (typeof value === 'function' || typeof value === 'symbol') throw refuse(value);
  if (value === null || typeof value !== 'object') return value;
  if (seen.has(value)) return seen.get(value);
  const leaf = cloneLeaf(value, seen);
  if (leaf !== undefined) {
    seen.set(value, leaf);
    return leaf;
  }
  return cloneContainer(value, seen);
}

function cloneLeaf(value, seen) {
  if (types.isDate(value)) return new Date(value.getTime());
  if (types.isRegExp(value)) return new RegExp(value.source, value.flags);
  if (types.isBoxedPrimitive(value) && !types.isSymbolObject(value)) return Object(value.valueOf());
  if (types.isArrayBuffer(value)) return value.slice(0);
  if (types.isSharedArrayBuffer(value)) return value;
  if (ArrayBuffer.isView(value)) {
    const buffer = clone(value.buffer, seen);
    if (types.isDataView(value)) return new DataView(buffer, value.byteOffset, value.byteLength);
    // A subclass such as Buffer arrives as the typed array it is.
    return new globalThis[value[Symbol.toStringTag]](buffer, value.byteOffset, value.length);
  }
  return undefined;
}

function cloneContainer(value, seen) {
  let copy;
  if (types.isMap(value)) {
    copy = new Map();
    seen.set(value, copy);
    for (const [key, item] of [...value]) copy.set(clone(key, seen), clone(item, seen));
    return copy;
  }
  if (types.isSet(value)) {
    copy = new Set();
    seen.set(value, copy);
    for (const item of [...value]) copy.add(clone(item, seen));
    return copy;
  }
  if (types.isNativeError(value)) return cloneError(value, seen);
  if (types.isPromise(value) || types.isWeakMap(value) || types.isWeakSet(value) || types.isWeakRef(value)
      || types.isSymbolObject(value) || types.isGeneratorObject(value) || types.isProxy(value)) {
    throw refuse(value);
  }
  copy = Array.isArray(value) ? new Array(value.length) : {};
  seen.set(value, copy);
  for (const key of Object.keys(value)) {
    Object.defineProperty(copy, key, { value: clone(value[key], seen), writable: true, enumerable: true, configurable: true });
  }
  return copy;
}

function cloneError(value, seen) {
  const Type = errorTypes[value.name] ?? Error;
  const made = Type === Error ? new Error(value.message) : new Type(value.message);
  seen.set(value, made);
  internal.define(made, 'stack', value.stack);
  if (Object.prototype.hasOwnProperty.call(value, 'cause')) internal.define(made, 'cause', clone(value.cause, seen));
  return made;
}

module.exports = { structuredClone };
