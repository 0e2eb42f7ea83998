'use strict';
// util.types: tests that look at what an object is, not at what it claims to be.

function brand(getter) {
  return (value) => {
    if (value === null || typeof value !== 'object') return false;
    try {
      getter.call(value);
      return true;
    } catch {
      return false;
    }
  };
}

function accessor(prototype, name) {
  return Object.getOwnPropertyDescriptor(prototype, name).get;
}

function kind(name) {
  return (value) => value !== null && typeof value === 'object' && internal.intrinsics.kindOf(value) === name;
}

const TypedArray = Object.getPrototypeOf(Uint8Array.prototype);
const typedTag = accessor(TypedArray, Symbol.toStringTag);
const prototypes = {
  GeneratorFunction: Object.getPrototypeOf(function* () {}),
  AsyncFunction: Object.getPrototypeOf(async function () {}),
  AsyncGeneratorFunction: Object.getPrototypeOf(async function* () {}),
};

function inherits(value, prototype) {
  return typeof value === 'function' && Object.prototype.isPrototypeOf.call(prototype, value);
}

const types = {
  isMap: brand(accessor(Map.prototype, 'size')),
  isSet: brand(accessor(Set.prototype, 'size')),
  isWeakMap: brand(function () { WeakMap.prototype.has.call(this, {}); }),
  isWeakSet: brand(function () { WeakSet.prototype.has.call(this, {}); }),
  isWeakRef: brand(function () { WeakRef.prototype.deref.call(this); }),
  isDate: brand(Date.prototype.getTime),
  isRegExp: (value) => value !== null && typeof value === 'object' && value !== RegExp.prototype
    && brand(accessor(RegExp.prototype, 'source'))(value),
  isPromise: kind('Promise'),
  isArrayBuffer: brand(accessor(ArrayBuffer.prototype, 'byteLength')),
  isSharedArrayBuffer: brand(accessor(SharedArrayBuffer.prototype, 'byteLength')),
  isAnyArrayBuffer: (value) => types.isArrayBuffer(value) || types.isSharedArrayBuffer(value),
  isDataView: brand(accessor(DataView.prototype, 'byteLength')),
  isArrayBufferView: ArrayBuffer.isView,
  isTypedArray: (value) => typedTag.call(value) !== undefined,
  isNativeError: kind('Error'),
  isProxy: kind('Proxy'),
  isModuleNamespaceObject: kind('Module'),
  isExternal: () => false,
  isArgumentsObject: (value) => value !== null && typeof value === 'object' && !(Symbol.toStringTag in value)
    && Object.prototype.toString.call(value) === '[object Arguments]',
  isGeneratorObject: (value) => value !== null && typeof value === 'object' && /^\[object (Async)?Generator\]$/.test(Object.prototype.toString.call(value)),
  isGeneratorFunction: (value) => inherits(value, prototypes.GeneratorFunction) || inherits(value, prototypes.AsyncGeneratorFunction),
  isAsyncFunction: (value) => inherits(value, prototypes.AsyncFunction) || inherits(value, prototypes.AsyncGeneratorFunction),
  isMapIterator: (value) => Object.prototype.toString.call(value) === '[object Map Iterator]',
  isSetIterator: (value) => Object.prototype.toString.call(value) === '[object Set Iterator]',
  isIterator: (value) => /^\[object (Map|Set|Array|String|RegExp String) Iterator\]$/.test(Object.prototype.toString.call(value)),
  isNumberObject: brand(Number.prototype.valueOf),
  isStringObject: brand(String.prototype.valueOf),
  isBooleanObject: brand(Boolean.prototype.valueOf),
  isBigIntObject: brand(BigInt.prototype.valueOf),
  isSymbolObject: brand(Symbol.prototype.valueOf),
  isBoxedPrimitive: (value) => types.isNumberObject(value) || types.isStringObject(value) || types.isBooleanObject(value)
    || types.isBigIntObject(value) || types.isSymbolObject(value),
};

for (const name of ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array',
  'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array']) {
  types[`is${name}`] = (value) => typedTag.call(value) === name;
}

module.exports = types;
