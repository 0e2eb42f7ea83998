'use strict';
// The npm package `buffer`, with the host doing the text conversions that would be slow in guest code.

const { Buffer, SlowBuffer, kMaxLength, INSPECT_MAX_BYTES } = require('npm/buffer');
const { host } = internal;
const { customInspect } = internal.symbols;

function normalized(encoding) {
  return typeof encoding === 'string' ? encoding.toLowerCase() : 'utf8';
}

// base64url is missing in the package.
const from = Buffer.from;
Buffer.from = function (value, encodingOrOffset, length) {
  if (typeof value === 'string') {
    const encoding = normalized(encodingOrOffset);
    if (encoding === 'utf8' || encoding === 'utf-8') return wrap(host.text.encodeUtf8(value));
    if (encoding === 'base64url' || encoding === 'base64') return from(value.replaceAll('-', '+').replaceAll('_', '/').replace(/[^A-Za-z0-9+/]/g, ''), 'base64');
  }
  return from(value, encodingOrOffset, length);
};

function wrap(arrayBuffer) { return from(arrayBuffer, 0, arrayBuffer.byteLength); }

const isEncoding = Buffer.isEncoding;
Buffer.isEncoding = (encoding) => String(encoding).toLowerCase() === 'base64url' || isEncoding(encoding);

const toString = Buffer.prototype.toString;
Buffer.prototype.toString = function (encoding, start = 0, end = this.length) {
  const name = normalized(encoding);
  const first = Math.min(Math.max(0, start | 0), this.length);
  const last = Math.min(Math.max(first, end | 0), this.length);
  if (last <= first) return '';
  if (name === 'utf8' || name === 'utf-8') return host.text.decode('utf-8', this.buffer, this.byteOffset + first, last - first);
  if (name === 'latin1' || name === 'binary') return host.text.decode('iso-8859-1', this.buffer, this.byteOffset + first, last - first);
  if (name === 'base64url') return toString.call(this, 'base64', first, last).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
  return toString.call(this, encoding, first, last);
};
Buffer.prototype.toLocaleString = Buffer.prototype.toString;

Buffer.prototype.subarray = function (start, end) {
  const view = Uint8Array.prototype.subarray.call(this, start, end);
  Object.setPrototypeOf(view, Buffer.prototype);
  return view;
};
Buffer.prototype.slice = Buffer.prototype.subarray;

Buffer.prototype[customInspect] = function (depth, options) {
  const limit = 50;
  let text = [...this.subarray(0, limit)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const rest = this.length - limit;
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
  return `<${this.constructor.name} ${text}>`;
};
for (const alias of ['readBigInt64', 'readBigUInt64', 'writeBigInt64', 'writeBigUInt64', 'readUInt8', 'readUInt16', 'readUInt32', 'readUInt', 'writeUInt8', 'writeUInt16', 'writeUInt32', 'writeUInt']) {
  for (const order of ['', 'LE', 'BE']) {
    const name = `${alias}${order}`;
    const method = Buffer.prototype[name];
    if (method !== undefined) Buffer.prototype[name.replace('UInt', 'Uint')] ??= method;
  }
}

module.exports = {
  Buffer,
  SlowBuffer,
  kMaxLength,
  kStringMaxLength: 2 ** 29 - 24,
  constants: { MAX_LENGTH: kMaxLength, MAX_STRING_LENGTH: 2 ** 29 - 24 },
  INSPECT_MAX_BYTES,
  atob: (text) => require('internal/encoding').atob(text),
  btoa: (text) => require('internal/encoding').btoa(text),
  isUtf8: (bytes) => host.text.isUtf8(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength),
  isAscii: (bytes) => [...new Uint8Array(bytes.buffer ?? bytes, bytes.byteOffset ?? 0, bytes.byteLength)].every((byte) => byte < 128),
  get Blob() { return require('internal/blob').Blob; },
  get File() { return require('internal/blob').File; },
};
