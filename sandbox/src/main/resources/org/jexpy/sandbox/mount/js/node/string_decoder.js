'use strict';
// Text from chunks of bytes that may end inside a character.

const { Buffer } = require('node/buffer');

class StringDecoder {
  #decoder;
  #rest = Buffer.alloc(0);

  constructor(encoding = 'utf8') {
    const name = String(encoding).toLowerCase();
    if (!Buffer.isEncoding(name)) throw internal.error('ERR_UNKNOWN_ENCODING', `Unknown encoding: ${encoding}`, TypeError);
    this.encoding = name === 'utf-8' ? 'utf8' : name === 'ucs2' || name === 'ucs-2' || name === 'utf-16le' ? 'utf16le' : name === 'binary' ? 'latin1' : name;
    if (this.encoding === 'utf8' || this.encoding === 'utf16le') {
      this.#decoder = new (require('internal/encoding').TextDecoder)(this.encoding === 'utf8' ? 'utf-8' : 'utf-16le', { ignoreBOM: true });
    }
  }

  write(chunk) {
    if (typeof chunk === 'string') return chunk;
    if (this.#decoder !== undefined) return this.#decoder.decode(chunk, { stream: true });
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (!this.encoding.startsWith('base64')) return bytes.toString(this.encoding);
    const all = Buffer.concat([this.#rest, bytes]);
    const whole = all.length - all.length % 3;
    this.#rest = all.subarray(whole);
    return all.subarray(0, whole).toString(this.encoding);
  }

  end(chunk) {
    let text = chunk === undefined ? '' : this.write(chunk);
    if (this.#decoder !== undefined) return text + this.#decoder.decode();
    text += this.#rest.toString(this.encoding);
    this.#rest = Buffer.alloc(0);
    return text;
  }
}

module.exports = { StringDecoder };
