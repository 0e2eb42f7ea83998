'use strict';
// The part of node:crypto that packages use without keys: random bytes, hashes, HMAC, comparison.

const { host } = internal;
const { Buffer } = require('node/buffer');
const { webcrypto } = require('internal/crypto');
const { invalidType } = require('internal/validate');

function bytesOf(data, encoding) {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

class Digest {
  #id;
  #done = false;

  constructor(algorithm, key) {
    this.#id = key === undefined ? host.crypto.hash(algorithm)
      : host.crypto.hmac(algorithm, key.buffer, key.byteOffset, key.byteLength);
    if (this.#id < 0) throw internal.error('ERR_OSSL_EVP_UNSUPPORTED', `Digest method not supported: ${algorithm}`);
  }

  update(data, encoding) {
    if (this.#done) throw internal.error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    const bytes = bytesOf(data, encoding);
    host.crypto.update(this.#id, bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return this;
  }

  digest(encoding) {
    if (this.#done) throw internal.error('ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
    this.#done = true;
    const result = Buffer.from(host.crypto.digest(this.#id));
    return encoding === undefined || encoding === 'buffer' ? result : result.toString(encoding);
  }
}

function randomBytes(size, callback) {
  const bytes = Buffer.from(host.crypto.random(size));
  if (callback === undefined) return bytes;
  internal.nextTick(callback, [null, bytes]);
  return undefined;
}

function randomInt(min, max, callback) {
  if (max === undefined || typeof max === 'function') return randomInt(0, min, max);
  const value = min + Number(randomBytes(6).readUIntBE(0, 6) % (max - min));
  if (callback === undefined) return value;
  internal.nextTick(callback, [null, value]);
  return undefined;
}

function timingSafeEqual(a, b) {
  if (a.byteLength !== b.byteLength) {
    throw internal.error('ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'Input buffers must have the same byte length', RangeError);
  }
  const left = bytesOf(a);
  const right = bytesOf(b);
  let difference = 0;
  for (let i = 0; i < left.length; i++) difference |= left[i] ^ right[i];
  return difference === 0;
}

module.exports = {
  createHash: (algorithm) => new Digest(algorithm),
  createHmac: (algorithm, key) => new Digest(algorithm, bytesOf(key)),
  getHashes: () => ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'],
  randomBytes,
  randomInt,
  randomUUID: () => webcrypto.randomUUID(),
  randomFillSync: (array) => (webcrypto.getRandomValues(new Uint8Array(array.buffer, array.byteOffset, array.byteLength)), array),
  getRandomValues: (array) => webcrypto.getRandomValues(array),
  timingSafeEqual,
  webcrypto,
};
