'use strict';
// node:net, the part that simple clients and servers use: events, write, end, pipe, over jexpy:net.

const net = require('net');
const EventEmitter = require('node/events');

class Socket extends EventEmitter {
  #connection;
  #pausedUntil;
  #resume;
  #decoder;
  #pendingBytes = 0;

  constructor(options) {
    super();
    this.allowHalfOpen = Boolean(options?.allowHalfOpen);
    this.destroyed = false;
    this.connecting = false;
    this.writable = true;
    this.readable = true;
    this.bytesRead = 0;
    this.bytesWritten = 0;
  }

  static adopt(socket, connection) {
    socket.#connection = connection;
    socket.connecting = false;
    socket.#read();
  }

  get localAddress() { return this.#connection?.localAddress?.address; }
  get localPort() { return this.#connection?.localAddress?.port; }
  get remoteAddress() { return this.#connection?.remoteAddress?.address; }
  get remotePort() { return this.#connection?.remoteAddress?.port; }
  get remoteFamily() { return this.#connection?.remoteAddress?.family; }
  address() { return this.#connection?.localAddress ?? {}; }

  connect(...args) {
    const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    if (callback) this.once('connect', callback);
    this.connecting = true;
    this.opening = net.connect(args[0], args[1]).then((connection) => {
      if (this.destroyed) {
        connection.close();
        return;
      }
      Socket.adopt(this, connection);
      this.emit('connect');
      this.emit('ready');
    }, (error) => this.destroy(error));
    return this;
  }

  async #read() {
    try {
      for await (const chunk of this.#connection) {
        await this.#pausedUntil;
        this.bytesRead += chunk.length;
        const data = this.#decoder ? this.#decoder.write(chunk) : chunk;
        if (data.length > 0) internal.task(() => this.emit('data', data), undefined, []);
      }
    } catch (error) {
      this.destroy(error);
      return;
    }
    if (this.destroyed) return;
    this.readable = false;
    internal.task(() => this.emit('end'), undefined, []);
    if (!this.allowHalfOpen && this.writable) this.end();
    else if (!this.writable) this.destroy();
  }

  write(data, encoding, callback) {
    const done = typeof encoding === 'function' ? encoding : callback;
    const size = typeof data === 'string' ? data.length : data.byteLength;
    this.#pendingBytes += size;
    const send = () => this.#connection.write(data, typeof encoding === 'string' ? encoding : undefined);
    (this.connecting ? this.opening.then(send) : send()).then(() => {
      this.#pendingBytes -= size;
      this.bytesWritten += size;
      internal.task(() => {
        done?.();
        if (this.#pendingBytes === 0) this.emit('drain');
      }, undefined, []);
    }, (error) => {
      done?.(error);
      this.destroy(error);
    });
    return this.#pendingBytes < 16384;
  }

  end(data, encoding, callback) {
    const done = [data, encoding, callback].find((value) => typeof value === 'function');
    if (done) this.once('finish', done);
    if (data !== undefined && data !== null && typeof data !== 'function') this.write(data, encoding);
    this.writable = false;
    const finish = () => this.#connection?.end().then(() => {
      this.emit('finish');
      if (!this.readable) this.destroy();
    }, (error) => this.destroy(error));
    if (this.connecting) this.opening.then(finish);
    else finish();
    return this;
  }

  destroy(error) {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.writable = this.readable = false;
    this.#connection?.close();
    internal.nextTick(() => {
      if (error) this.emit('error', error);
      this.emit('close', Boolean(error));
    }, []);
    return this;
  }

  pause() {
    this.#pausedUntil ??= new Promise((resolve) => { this.#resume = resolve; });
    return this;
  }

  resume() {
    this.#resume?.();
    this.#pausedUntil = undefined;
    return this;
  }

  setEncoding(encoding) {
    this.#decoder = new (require('node/string_decoder').StringDecoder)(encoding);
    return this;
  }

  pipe(target) {
    this.on('data', (chunk) => { if (target.write(chunk) === false) { this.pause(); target.once('drain', () => this.resume()); } });
    this.on('end', () => target.end?.());
    return target;
  }

  setNoDelay(on) {
    this.#connection?.setNoDelay(on);
    return this;
  }

  setKeepAlive() { return this; }
  setTimeout() { return this; }
  ref() {
    this.#connection?.ref();
    return this;
  }

  unref() {
    this.#connection?.unref();
    return this;
  }
}
const { adopt } = Socket;
delete Socket.adopt;
Object.defineProperty(Socket, 'adopt', { value: adopt });

class Server extends EventEmitter {
  #server;
  #connections = new Set();

  constructor(options, handler) {
    super();
    const listener = typeof options === 'function' ? options : handler;
    this.options = typeof options === 'object' ? options : {};
    this.listening = false;
    if (listener) this.on('connection', listener);
  }

  listen(...args) {
    const callback = typeof args.at(-1) === 'function' ? args.pop() : undefined;
    if (callback) this.once('listening', callback);
    const [first, second] = args;
    const options = typeof first === 'object' && first !== null ? first : typeof first === 'string' ? { path: first } : { port: first ?? 0, host: second };
    net.listen(options).then((server) => {
      this.#server = server;
      this.listening = true;
      internal.task(() => this.emit('listening'), undefined, []);
      return this.#accept(server);
    }).catch((error) => internal.task(() => this.emit('error', error), undefined, []));
    return this;
  }

  async #accept(server) {
    for await (const connection of server) {
      const socket = new Socket(this.options);
      this.#connections.add(socket);
      socket.on('close', () => {
        this.#connections.delete(socket);
        this.#closeWhenDone();
      });
      internal.task(() => this.emit('connection', socket), undefined, []);
      adopt(socket, connection);
    }
  }

  #closeWhenDone() {
    if (!this.listening && this.#connections.size === 0) internal.nextTick(() => this.emit('close'), []);
  }

  address() { return this.#server?.address ?? null; }
  close(callback) {
    if (callback) this.once('close', callback);
    this.listening = false;
    this.#server?.close();
    this.#closeWhenDone();
    return this;
  }

  ref() {
    this.#server?.ref();
    return this;
  }

  unref() {
    this.#server?.unref();
    return this;
  }
}

function isIPv4(text) { return /^(25[0-5]|2[0-4]\d|1\d\d|\d{1,2})(\.(25[0-5]|2[0-4]\d|1\d\d|\d{1,2})){3}$/.test(String(text)); }
function isIPv6(text) {
  try {
    return String(text).includes(':') && Boolean(new (require('internal/url').URL)(`http://[${text}]/`));
  } catch {
    return false;
  }
}

module.exports = {
  Socket, Server,
  createServer: (options, handler) => new Server(options, handler),
  connect: (...args) => new Socket(typeof args[0] === 'object' ? args[0] : undefined).connect(...args),
  createConnection: (...args) => new Socket(typeof args[0] === 'object' ? args[0] : undefined).connect(...args),
  isIP: (text) => (isIPv4(text) ? 4 : isIPv6(text) ? 6 : 0), isIPv4, isIPv6,
};
