'use strict';
// Deep comparison for assert and util.isDeepStrictEqual.

const types = require('internal/types');

function same(a, b, strict) {
  if (strict) return Object.is(a, b);
  // eslint-disable-next-line eqeqeq
  return a == b || (Number.isNaN(a) && Number.isNaN(b));
}

function ownKeys(value) {
  const symbols = Object.getOwnPropertySymbols(value).filter((key) => Object.prototype.propertyIsEnumerable.call(value, key));
  return [...Object.keys(value), ...symbols];
}

function equal(a, b, strict, memo) {
  if (a === b) return a !== 0 || Object.is(a, b) || !strict;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') {
    if (typeof a === 'function' || typeof b === 'function') return false;
    if (!strict && (a === null || typeof a !== 'object') && (b === null || typeof b !== 'object')) return same(a, b, false);
    return strict && same(a, b, true);
  }
  if (strict && Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Object.prototype.toString.call(a) !== Object.prototype.toString.call(b)) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (memo.get(a)?.has(b)) return true;
  if (!memo.has(a)) memo.set(a, new Set());
  memo.get(a).add(b);
  const result = contents(a, b, strict, memo);
  if (!result) memo.get(a).delete(b);
  return result;
}

function contents(a, b, strict, memo) {
  if (Array.isArray(a) && a.length !== b.length) return false;
  if (types.isDate(a) && a.getTime() !== b.getTime()) return false;
  if (types.isRegExp(a) && (String(a) !== String(b) || a.lastIndex !== b.lastIndex)) return false;
  if (types.isNativeError(a) || a instanceof Error) {
    if (a.message !== b.message || a.name !== b.name) return false;
    if (!equal(a.cause, b.cause, strict, memo) || !equal(a.errors, b.errors, strict, memo)) return false;
  }
  if (types.isBoxedPrimitive(a) && !(types.isBoxedPrimitive(b) && Object.is(a.valueOf(), b.valueOf()))) return false;
  if (types.isAnyArrayBuffer(a)) return bytes(new Uint8Array(a), new Uint8Array(b));
  if (ArrayBuffer.isView(a)) {
    if (strict || !/Float/.test(a[Symbol.toStringTag])) {
      return a.byteLength === b.byteLength && bytes(new Uint8Array(a.buffer, a.byteOffset, a.byteLength), new Uint8Array(b.buffer, b.byteOffset, b.byteLength)) && properties(a, b, strict, memo, true);
    }
  }
  if (types.isSet(a)) {
    if (a.size !== b.size || !sets(a, b, strict, memo)) return false;
  } else if (types.isMap(a)) {
    if (a.size !== b.size || !maps(a, b, strict, memo)) return false;
  }
  return properties(a, b, strict, memo, false);
}

function bytes(a, b) { return a.length === b.length && a.every((byte, i) => byte === b[i]); }

function properties(a, b, strict, memo, skipIndices) {
  const filter = (keys) => (skipIndices ? keys.filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key)) : keys);
  const keys = filter(strict ? ownKeys(a) : Object.keys(a));
  if (keys.length !== filter(strict ? ownKeys(b) : Object.keys(b)).length) return false;
  return keys.every((key) => Object.prototype.propertyIsEnumerable.call(b, key) && equal(a[key], b[key], strict, memo));
}

function sets(a, b, strict, memo) {
  const left = [...a].filter((item) => !b.has(item));
  const right = [...b].filter((item) => !a.has(item));
  return left.length === right.length && left.every((item) => {
    const at = right.findIndex((other) => equal(item, other, strict, memo));
    if (at < 0) return false;
    right.splice(at, 1);
    return true;
  });
}

function maps(a, b, strict, memo) {
  const rest = new Map(b);
  for (const [key, value] of a) {
    let found;
    if (rest.has(key) && equal(value, rest.get(key), strict, memo)) found = key;
    else {
      const match = [...rest].find(([other, item]) => equal(key, other, strict, memo) && equal(value, item, strict, memo));
      if (match === undefined) return false;
      [found] = match;
    }
    rest.delete(found);
  }
  return true;
}

module.exports = {
  isDeepStrictEqual: (a, b) => equal(a, b, true, new Map()),
  isDeepEqual: (a, b) => equal(a, b, false, new Map()),
};
