'use strict';
// node:fs/promises. The work is done when the function is called; the promise tells how it went.

const core = require('internal/fs-core');

class FileHandle {
  #fd;
  #closed = false;

  constructor(fd) { this.#fd = fd; }
  get fd() { return this.#closed ? -1 : this.#fd; }

  async read(buffer, offset, length, position) {
    const options = ArrayBuffer.isView(buffer) ? (typeof offset === 'object' && offset !== null ? offset : { offset, length, position }) : buffer ?? {};
    const target = ArrayBuffer.isView(buffer) ? buffer : options.buffer ?? require('node/buffer').Buffer.alloc(16384);
    const start = options.offset ?? 0;
    const part = core.readFrom(this.#fd, options.length ?? target.byteLength - start, options.position);
    new Uint8Array(target.buffer, target.byteOffset, target.byteLength).set(part, start);
    return { bytesRead: part.length, buffer: target };
  }

  async write(data, offset, length, position) {
    if (typeof data === 'string') return { bytesWritten: core.writeTo(this.#fd, core.bytesOf(data, length), offset), buffer: data };
    const options = typeof offset === 'object' && offset !== null ? offset : { offset, length, position };
    const start = options.offset ?? 0;
    const bytes = core.bytesOf(data).subarray(start, options.length === undefined || options.length === null ? undefined : start + options.length);
    return { bytesWritten: core.writeTo(this.#fd, bytes, options.position), buffer: data };
  }

  async readFile(options) { return core.readFile(this.#fd, options); }
  async writeFile(data, options) { core.writeFile(this.#fd, data, options); }
  async appendFile(data, options) { core.writeFile(this.#fd, data, options); }
  async stat(options) { return core.fstat(this.#fd, options); }
  async truncate(length) { core.ftruncate(this.#fd, length); }
  async sync() { core.fsync(this.#fd); }
  async datasync() { core.fsync(this.#fd); }
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    core.close(this.#fd);
  }

  async* readLines(options) {
    let rest = '';
    const decoder = new (require('node/string_decoder').StringDecoder)(options?.encoding ?? 'utf8');
    while (true) {
      const part = core.readFrom(this.#fd, 65536);
      rest += part.length === 0 ? decoder.end() : decoder.write(part);
      const lines = rest.split(/\r?\n/);
      rest = lines.pop();
      yield* lines;
      if (part.length === 0) break;
    }
    if (rest !== '') yield rest;
    await this.close();
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() { await this.close(); }
}

const promises = {
  async open(path, flags = 'r', mode) { return new FileHandle(core.open(path, flags, mode)); },
  async access(path, mode) { core.access(path, mode); },
  async* watch() { throw internal.error('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', 'fs.watch is not available in jexpy; poll with stat instead'); },
  constants: core.constants,
};
for (const name of ['readFile', 'writeFile', 'appendFile', 'stat', 'lstat', 'readdir', 'mkdir', 'unlink', 'rmdir', 'rm', 'rename',
  'copyFile', 'cp', 'symlink', 'link', 'mkdtemp', 'readlink', 'realpath', 'chmod', 'utimes', 'truncate']) {
  promises[name] = { async [name](...args) {
    args.find((argument) => argument?.signal)?.signal.throwIfAborted();
    return core[name](...args);
  } }[name];
}

module.exports = promises;
