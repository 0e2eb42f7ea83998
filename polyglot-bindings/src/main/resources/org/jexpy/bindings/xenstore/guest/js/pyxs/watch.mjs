// Watches: what has changed, one event after the other.
import { checkSignal } from 'jexpy:pyxs/connection';
import { checkWatchPath, pathAndToken, text, utf8 } from 'jexpy:pyxs/values';

/**
 * The events of a node and all below it: `for await (const { path, token } of client.watch('/a'))`. The first one comes at once,
 * for the watch itself. Leaving the loop closes the watch.
 */
export class Watch {
  #connection;
  #path;
  #token;
  #wireToken;
  #events = [];
  #waiting = [];
  #ended = false;
  #failure;
  #set;
  #closing;
  #release = () => {};

  constructor(connection, path, token, signal) {
    this.#connection = connection;
    this.#path = checkWatchPath(path);
    this.#token = text(token, 'token');
    checkSignal(signal);
    if (token.includes('\0')) throw new RangeError('token: it has a NUL, which ends it in a packet (expected: text without)');
    pathAndToken(path, utf8(token));
    signal?.throwIfAborted();
    this.#wireToken = connection.subscribe(utf8(token), {
      put: (where) => this.#put(where), fail: (error) => this.#fail(error), finish: () => this.#finish(),
    });
    this.#set = this.#ask('watch').then(() => true, (error) => {
      connection.unsubscribe(this.#wireToken);
      this.#fail(error);
      return false;
    });
    if (signal !== undefined) {
      const abort = () => {
        this.#fail(signal.reason);
        this.close();
      };
      signal.addEventListener('abort', abort, { once: true });
      this.#release = () => signal.removeEventListener('abort', abort);
    }
  }

  /** What is watched. */
  get path() { return this.#path; }

  /** What the events carry. */
  get token() { return this.#token; }

  async #ask(operation) {
    return this.#connection.ask(operation, 0, pathAndToken(this.#path, this.#wireToken), this.#path);
  }

  #put(path) {
    if (this.#ended) return;
    const event = { path, token: this.#token };
    const next = this.#waiting.shift();
    if (next === undefined) this.#events.push(event);
    else next.resolve({ value: event, done: false });
  }

  /** No event comes any more, which is an error for who asks next. */
  #fail(error) {
    if (this.#ended) return;
    const next = this.#waiting.shift();
    if (next === undefined) this.#failure = { error };
    else next.reject(error);
    this.#finish();
  }

  /** No event comes any more; those that have come stay. */
  #finish() {
    this.#ended = true;
    this.#release();
    for (const { resolve } of this.#waiting.splice(0)) resolve({ value: undefined, done: true });
  }

  [Symbol.asyncIterator]() { return this; }

  async next() {
    const event = this.#events.shift();
    if (event !== undefined) return { value: event, done: false };
    if (this.#failure !== undefined) {
      const { error } = this.#failure;
      this.#failure = undefined;
      throw error;
    }
    if (this.#ended) return { value: undefined, done: true };
    return new Promise((resolve, reject) => { this.#waiting.push({ resolve, reject }); });
  }

  async return(value) {
    await this.close();
    return { value, done: true };
  }

  /** Take the watch back. Events that have not been asked for are dropped; who waits is told that there are no more. */
  close() {
    this.#closing ??= this.#takeBack();
    return this.#closing;
  }

  async #takeBack() {
    this.#finish();
    this.#events.length = 0;
    if (!await this.#set || !this.#connection.isOpen) return;
    try {
      await this.#ask('unwatch');
    } catch (error) {
      if (this.#connection.isOpen && error.code !== 'ENOENT') throw error; // else it is gone, as it shall be
    } finally {
      this.#connection.unsubscribe(this.#wireToken);
    }
  }

  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() { await this.close(); }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    return `Watch ${inspect({ path: this.#path, token: this.#token, closed: this.#ended }, options)}`;
  }
}
