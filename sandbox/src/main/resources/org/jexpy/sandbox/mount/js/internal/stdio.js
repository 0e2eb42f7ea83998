'use strict';
// process.stdout, process.stderr and process.stdin: the parts of Node's streams that scripts use on them.

const { host } = internal;
const EventEmitter = require('node/events');

class Output extends EventEmitter {
  constructor(fd) {
    super();
    this.fd = fd;
    this.writable = true;
    this.isTTY = host.io.isTerminal(fd) || undefined;
    if (this.isTTY) {
      this.columns = 80;
      this.rows = 24;
    }
  }

  write(chunk, encoding, callback) {
    const done = typeof encoding === 'function' ? encoding : callback;
    let failure;
    if (typeof chunk === 'string') {
      const plain = typeof encoding !== 'string' || /^utf-?8$/i.test(encoding);
      if (plain) failure = host.io.writeText(this.fd, chunk);
      else return this.write(require('node/buffer').Buffer.from(chunk, encoding), done);
    } else if (ArrayBuffer.isView(chunk)) {
      failure = host.io.writeBytes(this.fd, chunk.buffer, chunk.byteOffset, chunk.byteLength);
    } else {
      throw require('internal/validate').invalidType('chunk', 'of type string or an instance of Buffer or Uint8Array', chunk);
    }
    if (failure !== '') {
      const error = internal.writeError(failure);
      // Node would say so a tick later, which an endless loop never comes to.
      if (!done && this.listenerCount('error') === 0) internal.uncaught(error, 'uncaughtException');
      else internal.nextTick(() => (done ? done(error) : this.emit('error', error)), []);
      return false;
    }
    if (done) internal.nextTick(done, []);
    return true;
  }

  end(chunk, encoding, callback) {
    if (chunk !== undefined && typeof chunk !== 'function') this.write(chunk, encoding);
    const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
    if (done) internal.nextTick(done, []);
    return this;
  }

  cork() {}
  uncork() {}
  destroy() { return this; }
  getColorDepth() { return host.io.hasColors(this.fd) ? 8 : 1; }
  hasColors(count = 16) { return host.io.hasColors(this.fd) && count <= 256; }
  getWindowSize() { return [this.columns, this.rows]; }
  ref() { return this; }
  unref() { return this; }
}

class Input extends EventEmitter {
  constructor() {
    super();
    this.fd = 0;
    this.readable = true;
    this.isTTY = host.io.isTerminal(0) || undefined;
    this.ended = false;
    this.flowing = false;
    this.reading = false;
    this.decoder = undefined;
    this.pending = [];
    this.on('newListener', (event) => {
      if (event === 'data') this.resume();
      else if (event === 'readable') internal.nextTick(() => this.pull(), []);
    });
  }

  setEncoding(encoding) {
    this.decoder = new (require('node/string_decoder').StringDecoder)(encoding);
    return this;
  }

  resume() {
    this.flowing = true;
    internal.nextTick(() => this.pull(), []);
    return this;
  }

  pause() {
    this.flowing = false;
    return this;
  }

  isPaused() { return !this.flowing; }
  setRawMode() { return this; }
  ref() {
    host.input.reference(true);
    return this;
  }

  unref() {
    host.input.reference(false);
    return this;
  }

  pull() {
    if (this.reading || this.ended) return;
    this.reading = true;
    host.input.read((buffer, failure) => internal.task(() => this.deliver(buffer, failure), undefined, []));
  }

  deliver(buffer, failure) {
    this.reading = false;
    if (failure) {
      this.emit('error', internal.error('EIO', failure));
      return;
    }
    if (buffer === null) {
      this.ended = true;
      const rest = this.decoder?.end();
      if (rest) this.offer(rest);
      if (this.listenerCount('readable') > 0) this.emit('readable');
      this.emit('end');
      this.emit('close');
      return;
    }
    const bytes = require('node/buffer').Buffer.from(buffer);
    this.offer(this.decoder ? this.decoder.write(bytes) : bytes);
    if (this.flowing) this.pull();
  }

  offer(chunk) {
    if (chunk.length === 0) return;
    if (this.flowing) this.emit('data', chunk);
    else {
      this.pending.push(chunk);
      this.emit('readable');
    }
  }

  read() {
    if (this.pending.length === 0) {
      internal.nextTick(() => this.pull(), []);
      return null;
    }
    const all = this.pending.splice(0);
    return typeof all[0] === 'string' ? all.join('') : require('node/buffer').Buffer.concat(all);
  }

  pipe(target) {
    this.on('data', (chunk) => target.write(chunk));
    this.on('end', () => target !== require('node/process').stdout && target !== require('node/process').stderr && target.end());
    return target;
  }

  destroy() {
    this.ended = true;
    return this;
  }

  async* [Symbol.asyncIterator]() {
    while (!this.ended || this.pending.length > 0) {
      if (this.pending.length > 0) {
        yield this.pending.shift();
        continue;
      }
      await new Promise((resolve, reject) => {
        const settle = (action) => (value) => {
          this.off('readable', onReadable);
          this.off('end', onReadable);
          this.off('error', onError);
          action(value);
        };
        const onReadable = settle(resolve);
        const onError = settle(reject);
        this.on('readable', onReadable);
        this.on('end', onReadable);
        this.on('error', onError);
        this.pull();
      });
    }
  }
}

module.exports = { output: (fd) => new Output(fd), input: () => new Input() };
