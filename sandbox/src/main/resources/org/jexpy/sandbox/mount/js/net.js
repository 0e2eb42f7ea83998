'use strict';
// jexpy:net: TCP and local stream sockets with promises. Reading is for await, writing waits until the system took the bytes.

const { host, task } = internal;
const { Buffer } = require('node/buffer');
const { invalidType } = require('internal/validate');
const { customInspect } = internal.symbols;

function failure(code, text, syscall, place) {
  if (code === 'EACCES' && / is (not granted|denied)/.test(text)) return internal.error(code, text);
  const where = place === undefined ? '' : ` ${place}`;
  const error = new Error(code === 'ENOTFOUND' ? text : `${syscall} ${code}${where}`);
  error.code = code;
  error.syscall = code === 'ENOTFOUND' ? 'getaddrinfo' : syscall;
  return error;
}

// One host call whose callback gets (value, code, text).
function ask(syscall, place, start) {
  return new Promise((resolve, reject) => {
    const done = (value, code, text) => task(() => {
      if (code === null || code === undefined) resolve(value);
      else reject(failure(code, text, syscall, place));
    }, undefined, []);
    try {
      start(done);
    } catch (thrown) {
      const facts = internal.intrinsics.hostError(thrown);
      reject(facts === undefined ? thrown : failure(facts[0], facts[1], syscall, place));
    }
  });
}

function addressOf(id, remote) {
  const facts = host.net.address(id, remote);
  if (facts === null || facts === undefined) return undefined;
  const [family, place, port] = facts;
  return family === 'Unix' ? { path: place } : { address: place, family, port };
}

class Handle {
  #id;
  #referenced = true;

  constructor(id) { this.#id = id; }
  get id() { return this.#id; }
  get closed() { return this.#id === 0; }
  ref() {
    this.#referenced = true;
    host.net.reference(this.#id, true);
    return this;
  }

  unref() {
    this.#referenced = false;
    host.net.reference(this.#id, false);
    return this;
  }

  hasRef() { return !this.closed && this.#referenced; }
  close() {
    const id = this.#id;
    this.#id = 0;
    if (id !== 0) host.net.close(id);
  }
}

class Connection {
  #handle;
  #writing = Promise.resolve();
  #local;
  #remote;
  #ended = false;
  #readEnded = false;

  constructor(id) {
    this.#handle = new Handle(id);
    this.#local = addressOf(id, false);
    this.#remote = addressOf(id, true);
  }

  get localAddress() { return this.#local; }
  get remoteAddress() { return this.#remote; }
  get closed() { return this.#handle.closed; }

  // The next bytes, or null at the end of the stream.
  async read() {
    if (this.#readEnded || this.closed) return null;
    const buffer = await ask('read', undefined, (done) => host.net.read(this.#handle.id, done));
    if (buffer === null || buffer === undefined) {
      this.#readEnded = true;
      this.#closeWhenOver();
      return null;
    }
    return Buffer.from(buffer);
  }

  // Writes of one connection go out in the order of their calls; awaiting them is the back-pressure.
  write(data, encoding) {
    if (this.#ended || this.closed) return Promise.reject(failure('EPIPE', '', 'write'));
    let bytes;
    if (typeof data === 'string') bytes = Buffer.from(data, encoding);
    else if (ArrayBuffer.isView(data)) bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    else if (data instanceof ArrayBuffer) bytes = new Uint8Array(data);
    else throw invalidType('data', 'of type string or an instance of Buffer, TypedArray, DataView or ArrayBuffer', data);
    const written = this.#writing.then(() => ask('write', undefined,
      (done) => host.net.write(this.#handle.id, bytes.buffer, bytes.byteOffset, bytes.byteLength, done)));
    this.#writing = written.then(() => {}, () => {});
    return written.then(() => {});
  }

  // Half-close: the peer sees the end, reading goes on.
  async end(data, encoding) {
    if (data !== undefined) await this.write(data, encoding);
    this.#ended = true;
    await this.#writing;
    if (!this.closed) internal.attempt(() => host.net.end(this.#handle.id));
    this.#closeWhenOver();
  }

  // Nothing can come or go any more: what is left would only keep the run alive.
  #closeWhenOver() {
    if (this.#ended && this.#readEnded) this.close();
  }

  setNoDelay(on = true) {
    internal.attempt(() => host.net.noDelay(this.#handle.id, Boolean(on)));
    return this;
  }

  close() { this.#handle.close(); }
  ref() {
    this.#handle.ref();
    return this;
  }

  unref() {
    this.#handle.unref();
    return this;
  }

  hasRef() { return this.#handle.hasRef(); }

  async* [Symbol.asyncIterator]() {
    for (let chunk = await this.read(); chunk !== null; chunk = await this.read()) yield chunk;
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { this.close(); }
  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() { this.close(); }
  [customInspect](depth, options, inspect) {
    return `Connection ${inspect({ localAddress: this.#local, remoteAddress: this.#remote, closed: this.closed }, options)}`;
  }
}

class Server {
  #handle;
  #address;

  constructor(id) {
    this.#handle = new Handle(id);
    this.#address = addressOf(id, false);
  }

  get address() { return this.#address; }
  get closed() { return this.#handle.closed; }

  // The next connection, or null once the server is closed.
  async accept() {
    if (this.closed) return null;
    let onClose;
    const closing = new Promise((resolve) => { onClose = () => resolve(0); });
    this.#waiting.add(onClose);
    try {
      const id = await Promise.race([ask('accept', undefined, (done) => host.net.accept(this.#handle.id, done)), closing]);
      return id === 0 ? null : new Connection(id);
    } finally {
      this.#waiting.delete(onClose);
    }
  }

  #waiting = new Set();

  close() {
    this.#handle.close();
    for (const stop of this.#waiting) stop();
  }

  ref() {
    this.#handle.ref();
    return this;
  }

  unref() {
    this.#handle.unref();
    return this;
  }

  hasRef() { return this.#handle.hasRef(); }

  async* [Symbol.asyncIterator]() {
    for (let connection = await this.accept(); connection !== null; connection = await this.accept()) yield connection;
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() { this.close(); }
  [customInspect](depth, options, inspect) { return `Server ${inspect({ address: this.#address, closed: this.closed }, options)}`; }
}

function optionsOf(first, second) {
  const options = typeof first === 'object' && first !== null ? first : typeof first === 'number' ? { port: first, host: second } : { path: first };
  if (options.path === undefined && !(Number.isInteger(options.port) && options.port >= 0 && options.port < 65536)) {
    throw internal.error('ERR_SOCKET_BAD_PORT', `options.port should be >= 0 and < 65536. Received ${require('internal/inspect').inspect(options.port)}; or name a path`, RangeError);
  }
  return options;
}

// connect({ host, port }) | connect(port, host) | connect({ path }): a Connection.
async function connect(first, second) {
  const { host: name = 'localhost', port, path } = optionsOf(first, second);
  const id = path === undefined ? await ask('connect', `${name}:${port}`, (done) => host.net.connect(name, port, done))
    : await ask('connect', path, (done) => host.net.connectLocal(path, done));
  return new Connection(id);
}

// listen({ host = '127.0.0.1', port, path, backlog }, [handler]): a Server. With a handler, each connection is given to it.
async function listen(options, handler) {
  const { host: name = '127.0.0.1', port, path, backlog = 128 } = optionsOf(options);
  const id = path === undefined ? await ask('listen', `${name}:${port}`, (done) => host.net.listen(name, port, backlog, done))
    : await ask('listen', path, (done) => done(host.net.listenLocal(path, backlog), null, null));
  const server = new Server(id);
  if (handler !== undefined) {
    (async () => {
      for await (const connection of server) (async () => handler(connection))().finally(() => connection.close());
    })();
  }
  return server;
}

module.exports = { connect, listen, Connection, Server };
