'use strict';
// TextEncoder and TextDecoder: the engine's own for Unicode, ours for single-byte text; atob and btoa.

const { TextDecoder: NativeDecoder, TextEncoder: NativeEncoder } = internal.natives;
const { host } = internal;
const { customInspect } = internal.symbols;
const latin1 = new Set(['latin1', 'iso-8859-1', 'iso8859-1', 'iso88591', 'iso_8859-1', 'l1', 'windows-1252', 'ascii', 'us-ascii',
  'cp1252', 'cp819', 'x-cp1252', 'ansi_x3.4-1968', 'ibm819', 'csisolatin1', 'iso-ir-100', 'iso_8859-1:1987']);

class TextDecoder {
  #native;
  #fatal;
  #ignoreBOM;

  constructor(label = 'utf-8', options = {}) {
    const name = String(label).trim().toLowerCase();
    this.#fatal = Boolean(options?.fatal);
    this.#ignoreBOM = Boolean(options?.ignoreBOM);
    if (latin1.has(name)) return;
    try {
      this.#native = new NativeDecoder(name === 'ucs-2' || name === 'ucs2' ? 'utf-16le' : name, options);
    } catch {
      throw internal.error('ERR_ENCODING_NOT_SUPPORTED', `The "${label}" encoding is not supported`, RangeError);
    }
  }

  get encoding() { return this.#native?.encoding ?? 'windows-1252'; }
  get fatal() { return this.#fatal; }
  get ignoreBOM() { return this.#ignoreBOM; }

  decode(input, options) {
    if (this.#native === undefined) return input === undefined ? '' : singleByte(input);
    try {
      return this.#native.decode(input, options);
    } catch (error) {
      if (this.#fatal && error instanceof TypeError) {
        throw internal.error('ERR_ENCODING_INVALID_ENCODED_DATA', `The encoded data was not valid for encoding ${this.encoding}`, TypeError);
      }
      throw error;
    }
  }

  get [Symbol.toStringTag]() { return 'TextDecoder'; }
  [customInspect]() { return `TextDecoder { encoding: '${this.encoding}', fatal: ${this.#fatal}, ignoreBOM: ${this.#ignoreBOM} }`; }
}

function singleByte(input) {
  const bytes = ArrayBuffer.isView(input) ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength) : new Uint8Array(input);
  return host.text.decode('windows-1252', bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const alphabet = /^[A-Za-z0-9+/]*={0,2}$/;

function fail(message) {
  return new (require('internal/dom-exception').DOMException)(message, 'InvalidCharacterError');
}

function btoa(value) {
  if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'The "input" argument must be specified', TypeError);
  const text = `${value}`;
  const encoded = host.text.toBase64(text);
  if (encoded === null) throw fail('Invalid character');
  return encoded;
}

function atob(value) {
  if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'The "input" argument must be specified', TypeError);
  let text = `${value}`.replace(/[\t\n\f\r ]+/g, '');
  if (text.length % 4 === 0) text = text.replace(/={1,2}$/, '');
  if (text.length % 4 === 1 || text.includes('=') || !alphabet.test(text)) throw fail('The string to be decoded is not correctly encoded.');
  return host.text.fromBase64(text);
}

module.exports = { TextDecoder, TextEncoder: NativeEncoder, atob, btoa };
