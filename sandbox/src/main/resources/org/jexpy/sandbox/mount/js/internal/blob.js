'use strict';
// Blob, File and FormData.

const { customInspect } = internal.symbols;

function toBytes(part) {
  if (part instanceof Blob) return Blob.bytes(part);
  if (ArrayBuffer.isView(part)) return new Uint8Array(part.buffer.slice(part.byteOffset, part.byteOffset + part.byteLength));
  if (part instanceof ArrayBuffer) return new Uint8Array(part.slice(0));
  return new TextEncoder().encode(String(part));
}

function concat(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

class Blob {
  #bytes;
  #type;

  constructor(parts = [], options = {}) {
    this.#bytes = concat([...parts].map(toBytes));
    this.#type = String(options.type ?? '').toLowerCase();
  }

  static bytes(blob) { return blob.#bytes; }
  get size() { return this.#bytes.length; }
  get type() { return this.#type; }
  async arrayBuffer() { return this.#bytes.slice().buffer; }
  async bytes() { return this.#bytes.slice(); }
  async text() { return new TextDecoder().decode(this.#bytes); }
  slice(start, end, type = '') { return new Blob([this.#bytes.slice(start, end)], { type }); }
  stream() { return new ReadableStream({ start: (controller) => { controller.enqueue(this.#bytes.slice()); controller.close(); } }); }
  get [Symbol.toStringTag]() { return 'Blob'; }
  [customInspect](depth, options, inspect) { return `${this.constructor.name} ${inspect({ size: this.size, type: this.type }, options)}`; }
}
const { bytes: bytesOf } = Blob;
Object.defineProperty(Blob, 'bytes', { enumerable: false });

class File extends Blob {
  #name;
  #modified;

  constructor(parts, name, options = {}) {
    super(parts, options);
    this.#name = String(name);
    this.#modified = options.lastModified ?? Date.now();
  }

  get name() { return this.#name; }
  get lastModified() { return this.#modified; }
  get [Symbol.toStringTag]() { return 'File'; }
}

class FormData {
  #entries = [];

  append(name, value, filename) { this.#entries.push([String(name), entry(value, filename)]); }
  set(name, value, filename) {
    const at = this.#entries.findIndex(([key]) => key === String(name));
    if (at < 0) this.append(name, value, filename);
    else {
      this.#entries[at] = [String(name), entry(value, filename)];
      this.#entries = this.#entries.filter(([key], i) => i <= at || key !== String(name));
    }
  }

  delete(name) { this.#entries = this.#entries.filter(([key]) => key !== String(name)); }
  get(name) { return this.#entries.find(([key]) => key === String(name))?.[1] ?? null; }
  getAll(name) { return this.#entries.filter(([key]) => key === String(name)).map(([, value]) => value); }
  has(name) { return this.#entries.some(([key]) => key === String(name)); }
  forEach(callback, receiver) { for (const [key, value] of this) callback.call(receiver, value, key, this); }
  * entries() { yield* this.#entries; }
  * keys() { for (const [key] of this.#entries) yield key; }
  * values() { for (const [, value] of this.#entries) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  get [Symbol.toStringTag]() { return 'FormData'; }
}

function entry(value, filename) {
  if (!(value instanceof Blob)) return String(value);
  return value instanceof File && filename === undefined ? value : new File([value], filename ?? 'blob', { type: value.type });
}

function encodeForm(form) {
  const boundary = `----jexpyFormBoundary${internal.host.crypto.uuid().replaceAll('-', '')}`;
  const escaped = (name) => name.replace(/\n/g, '%0A').replace(/\r/g, '%0D').replace(/"/g, '%22');
  const parts = [];
  for (const [name, value] of form) {
    let head = `--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"`;
    if (typeof value === 'string') parts.push(new TextEncoder().encode(`${head}\r\n\r\n${value.replace(/\r?\n/g, '\r\n')}\r\n`));
    else {
      head += `; filename="${escaped(value.name)}"\r\nContent-Type: ${value.type || 'application/octet-stream'}\r\n\r\n`;
      parts.push(new TextEncoder().encode(head), bytesOf(value), new TextEncoder().encode('\r\n'));
    }
  }
  parts.push(new TextEncoder().encode(`--${boundary}--\r\n`));
  return { bytes: concat(parts), type: `multipart/form-data; boundary=${boundary}` };
}

const objectUrls = new Map();
function createObjectURL(blob) {
  const url = `blob:nodedata:${internal.host.crypto.uuid()}`;
  objectUrls.set(url, blob);
  return url;
}

module.exports = { Blob, File, FormData, bytesOf, concat, encodeForm, createObjectURL, revokeObjectURL: (url) => objectUrls.delete(url) };
