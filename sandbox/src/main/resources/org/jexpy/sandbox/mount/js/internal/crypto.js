'use strict';
// crypto.getRandomValues and crypto.randomUUID, over the host's SecureRandom. There is no SubtleCrypto.

const { host } = internal;
const types = require('internal/types');
const { DOMException } = require('internal/dom-exception');

class Crypto {
  getRandomValues(array) {
    const integers = types.isTypedArray(array) && !/^(Float|DataView)/.test(array[Symbol.toStringTag]);
    if (!integers) throw new DOMException('The data argument must be an integer-type TypedArray', 'TypeMismatchError');
    if (array.byteLength > 65536) {
      throw new DOMException(`The requested length exceeds 65,536 bytes`, 'QuotaExceededError');
    }
    new Uint8Array(array.buffer, array.byteOffset, array.byteLength).set(new Uint8Array(host.crypto.random(array.byteLength)));
    return array;
  }

  randomUUID() { return host.crypto.uuid(); }
  get subtle() {
    throw internal.error('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'crypto.subtle is not available; node:crypto has createHash, createHmac and randomBytes');
  }

  get [Symbol.toStringTag]() { return 'Crypto'; }
}

module.exports = { webcrypto: new Crypto(), Crypto };
