'use strict';
// fs.createReadStream and createWriteStream: events, async iteration, pipe and end, without the stream classes.

const core = require('internal/fs-core');
const EventEmitter = require('node/events');

class ReadStream extends EventEmitter {
  constructor(path, options) {
    super();
    this.settings = core.optionsOf(options);
    this.path = path;
    this.bytesRead = 0;
    this.flowing = false;
    this.ended = false;
    this.decoder = this.settings.encoding ? new (require('node/string_decoder').StringDecoder)(this.settings.encoding) : undefined;
    this.position = this.settings.start ?? 0;
    internal.nextTick(() => this.start(), []);
    this.on('newListener', (event) => { if (event === 'data') this.resume(); });
  }

  start() {
    if (this.ended || this.fd !== undefined) return;
    try {
      this.fd = core.open(this.path, this.settings.flags ?? 'r');
      this.emit('open', this.fd);
      this.emit('ready');
    } catch (error) {
      this.destroy(error);
      return;
    }
    if (this.flowing) this.flow();
  }

  next() {
    const size = this.settings.highWaterMark ?? 65536;
    const left = (this.settings.end ?? Infinity) - this.position + 1;
    const part = left <= 0 ? new Uint8Array(0) : core.readFrom(this.fd, Math.min(size, left), this.position);
    this.position += part.length;
    this.bytesRead += part.length;
    if (part.length === 0) return undefined;
    return this.decoder ? this.decoder.write(part) : part;
  }

  flow() {
    if (!this.flowing || this.ended || this.fd === undefined) return;
    let chunk;
    try {
      chunk = this.next();
    } catch (error) {
      this.destroy(error);
      return;
    }
    if (chunk === undefined) {
      this.ended = true;
      const rest = this.decoder?.end();
      if (rest) this.emit('data', rest);
      this.emit('end');
      this.close();
      return;
    }
    this.emit('data', chunk);
    require('internal/timers').setImmediate(() => this.flow());
  }

  resume() {
    if (!this.flowing) {
      this.flowing = true;
      internal.nextTick(() => this.flow(), []);
    }
    return this;
  }

  pause() {
    this.flowing = false;
    return this;
  }

  setEncoding(encoding) {
    this.decoder = new (require('node/string_decoder').StringDecoder)(encoding);
    return this;
  }

  pipe(target) {
    this.on('data', (chunk) => { if (target.write(chunk) === false && target.once) { this.pause(); target.once('drain', () => this.resume()); } });
    this.on('end', () => { if (target !== require('node/process').stdout && target !== require('node/process').stderr) target.end(); });
    return target;
  }

  close(callback) {
    if (callback) this.once('close', callback);
    if (this.fd !== undefined && this.fd !== null) core.close(this.fd);
    this.fd = null;
    internal.nextTick(() => this.emit('close'), []);
  }

  destroy(error) {
    this.ended = true;
    if (error) internal.nextTick(() => this.emit('error', error), []);
    this.close();
    return this;
  }

  async* [Symbol.asyncIterator]() {
    if (this.fd === undefined) this.fd = core.open(this.path, this.settings.flags ?? 'r');
    try {
      for (let chunk = this.next(); chunk !== undefined; chunk = this.next()) yield chunk;
    } finally {
      this.ended = true;
      this.close();
    }
  }
}

class WriteStream extends EventEmitter {
  constructor(path, options) {
    super();
    this.settings = core.optionsOf(options, { encoding: 'utf8' });
    this.path = path;
    this.bytesWritten = 0;
    this.writable = true;
    internal.nextTick(() => this.start(), []);
  }

  start() {
    if (this.fd !== undefined) return;
    try {
      this.fd = core.open(this.path, this.settings.flags ?? 'w', this.settings.mode);
      internal.nextTick(() => { this.emit('open', this.fd); this.emit('ready'); }, []);
    } catch (error) {
      this.fd = null;
      internal.nextTick(() => { this.emit('error', error); this.emit('close'); }, []);
    }
  }

  write(chunk, encoding, callback) {
    const done = typeof encoding === 'function' ? encoding : callback;
    this.start();
    if (this.fd === null) return false;
    const bytes = core.bytesOf(chunk, typeof encoding === 'string' ? encoding : this.settings.encoding);
    this.bytesWritten += core.writeTo(this.fd, bytes, undefined);
    if (done) internal.nextTick(done, []);
    return true;
  }

  end(chunk, encoding, callback) {
    const done = [chunk, encoding, callback].find((value) => typeof value === 'function');
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') this.write(chunk, encoding);
    this.start();
    if (done) this.once('finish', done);
    if (this.fd !== null) core.close(this.fd);
    this.fd = null;
    this.writable = false;
    internal.nextTick(() => { this.emit('finish'); this.emit('close'); }, []);
    return this;
  }

  close(callback) { return this.end(callback); }
  destroy() { return this.end(); }
}

module.exports = {
  createReadStream: (path, options) => new ReadStream(path, options),
  createWriteStream: (path, options) => new WriteStream(path, options),
};
