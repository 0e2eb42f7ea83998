// Clients of a XenStore, and their transactions.
import { Connection, checkSignal } from 'jexpy:pyxs/connection';
import { ConnectionError, PyXSError } from 'jexpy:pyxs/errors';
import { Nodes } from 'jexpy:pyxs/nodes';
import { kindOf, number, strings, stringsOf, text, textOf } from 'jexpy:pyxs/values';
import { Watch } from 'jexpy:pyxs/watch';

/** How long to wait at most before a transaction is tried again, in milliseconds, after so many times. */
const longestPause = (attempt) => 2 ** Math.min(attempt, 5);

function defaultPath() {
  const { XENSTORED_PATH, XENSTORED_RUNDIR: folder = '/var/run/xenstored' } = process.env;
  return XENSTORED_PATH || `${folder}${folder === '' || folder.endsWith('/') ? '' : '/'}socket`;
}

/**
 * Connect to a server's local socket; without a path, to the one that XENSTORED_PATH or XENSTORED_RUNDIR names, or the usual one.
 * Resolves with a Client, and rejects with a ConnectionError.
 */
export async function connect(path = undefined, { signal } = {}) {
  const place = path === undefined ? defaultPath() : text(path, 'path');
  if (place === '' || place.includes('\0')) {
    throw new ConnectionError(`path of the socket: ${JSON.stringify(place)} (expected: the path of a server's socket)`, 'EINVAL', 22);
  }
  const absolute = place.startsWith('/') ? place : (await import('node:path')).resolve(place);
  return new Client(await Connection.open(absolute, signal));
}

/** A connection to a XenStore. What is asked for is sent at once and in order; any number of promises may be under way. */
export class Client extends Nodes {
  #connection;
  #tokens = 0;

  constructor(connection) {
    if (!(connection instanceof Connection)) throw new TypeError('a Client is made by connect()');
    super((operation, payload, subject, signal) => connection.ask(operation, 0, payload, subject, signal));
    this.#connection = connection;
  }

  /** The path of the socket. */
  get path() { return this.#connection.path; }

  /** Whether there is a connection. */
  get connected() { return this.#connection.isOpen; }

  /** The events of a node and all below it, or of '@introduceDomain' or '@releaseDomain'. */
  watch(path, { token = `watch-${++this.#tokens}`, signal } = {}) { return new Watch(this.#connection, path, token, signal); }

  /**
   * Do something in a transaction: `work(transaction)` is awaited, and its result given. What it throws leaves nothing written. It
   * is called again, after a pause that is random and grows, while others change what it saw; `retries` times at most.
   */
  async transaction(work, { retries = 10, signal } = {}) {
    if (typeof work !== 'function') throw new TypeError(`work must be a function, not ${kindOf(work)}`);
    if (typeof retries !== 'number') throw new TypeError(`retries must be a number, not ${kindOf(retries)}`);
    if (!(retries >= 0)) throw new RangeError(`retries: ${retries} (expected: 0 or more)`);
    checkSignal(signal);
    for (let attempt = 0; ; attempt++) {
      signal?.throwIfAborted();
      const { transaction, commit, rollback } = await begin(this.#connection);
      let result;
      try {
        result = await work(transaction);
        signal?.throwIfAborted();
      } catch (error) {
        await rollback();
        throw error;
      }
      if (await commit()) return result;
      if (attempt >= retries) {
        throw new PyXSError(`EAGAIN: Resource temporarily unavailable, transaction: others came between ${attempt + 1} times`, 'EAGAIN', 11);
      }
      await new Promise((resolve) => { setTimeout(resolve, Math.random() * longestPause(attempt)); });
    }
  }

  // Domains.

  async #ask(operation, ...words) {
    return stringsOf(await this.#connection.ask(operation, 0, strings(...words), words.join(' ')))[0];
  }

  /** The home of a domain, whether there is one or not. */
  async getDomainPath(domid) { return this.#ask('getDomainPath', number(domid, 'domid')); }

  /** Whether a domain was introduced. */
  async isDomainIntroduced(domid) { return await this.#ask('isDomainIntroduced', number(domid, 'domid')) === 'T'; }

  /** Tell the server of a new domain, the frame of its ring and its event channel. */
  async introduceDomain(domid, mfn, eventchn) {
    const words = [number(domid, 'domid'), number(mfn, 'mfn'), number(eventchn, 'eventchn')];
    if (words[0] === '0') throw new RangeError('domain 0 cannot be introduced.');
    await this.#ask('introduceDomain', ...words);
  }

  /** Tell the server that a domain is gone. */
  async releaseDomain(domid) { await this.#ask('releaseDomain', number(domid, 'domid')); }

  /** Tell the server that a domain runs again that was shut down. */
  async resumeDomain(domid) { await this.#ask('resumeDomain', number(domid, 'domid')); }

  /** Let a domain act for another. */
  async setTarget(domid, target) { await this.#ask('setTarget', number(domid, 'domid'), number(target, 'target')); }

  /** Give a control command: control('print', 'hello'). Gives what the server says. */
  async control(...words) {
    const payload = strings(...words.map((word) => text(word, 'a word of a command')));
    return textOf(await this.#connection.ask('control', 0, payload, words.join(' '))).replace(/\0$/, '');
  }

  // The connection.

  /** Let the run end while this is open. */
  unref() {
    this.#connection.reference(false);
    return this;
  }

  /** Keep the run alive while this is open, as it does from the beginning. */
  ref() {
    this.#connection.reference(true);
    return this;
  }

  hasRef() { return this.#connection.isReferenced; }

  /** End the connection: the server drops its watches and transactions. What is under way fails; loops over watches end. */
  close() { this.#connection.close(); }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() { this.close(); }
  async [Symbol.asyncDispose ?? Symbol.for('Symbol.asyncDispose')]() { this.close(); }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options, inspect) {
    return `Client ${inspect({ path: this.path, connected: this.connected }, options)}`;
  }
}

/** What Client.transaction() gives to the function that it calls: what can be done with nodes. */
export class Transaction extends Nodes {
  #id;

  constructor(ask, id) {
    if (typeof ask !== 'function') throw new TypeError('a Transaction is made by Client.transaction()');
    super(ask);
    this.#id = id;
  }

  /** Its number, never 0. */
  get id() { return this.#id; }
}

/** Begin a transaction; gives it, and the two ways to end it. */
async function begin(connection) {
  const id = Number(stringsOf(await connection.ask('transaction', 0, '\0', ''))[0]);
  let open = true;
  const transaction = new Transaction((operation, payload, subject, signal) => {
    if (!open) throw new PyXSError(`ENOENT: the transaction has ended, ${operation} '${subject}'`, 'ENOENT', 2);
    return connection.ask(operation, id, payload, subject, signal);
  }, id);
  return {
    transaction,
    /** Make it visible; false if others have changed what it saw. */
    async commit() {
      open = false;
      try {
        await connection.ask('commit', id, 'T\0', '');
        return true;
      } catch (error) {
        if (error.code === 'EAGAIN') return false;
        throw error;
      }
    },
    /** Leave nothing behind. Without a connection the server does so by itself. */
    async rollback() {
      open = false;
      await connection.ask('rollback', id, 'F\0', '').catch(() => {});
    },
  };
}
