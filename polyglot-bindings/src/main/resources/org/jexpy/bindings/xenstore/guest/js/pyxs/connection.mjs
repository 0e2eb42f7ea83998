// A connection: requests and their replies, events and who wants them.
import host from 'jexpy:host';
import { ConnectionError, PyXSError, UnexpectedPacket } from 'jexpy:pyxs/errors';
import { kindOf } from 'jexpy:pyxs/values';

/** The operations of the protocol by what messages call them. */
const OPERATIONS = {
  control: 0, list: 1, read: 2, getPermissions: 3, watch: 4, unwatch: 5, transaction: 6, commit: 7, rollback: 7,
  introduceDomain: 8, releaseDomain: 9, getDomainPath: 10, write: 11, mkdir: 12, delete: 13, setPermissions: 14,
  isDomainIntroduced: 17, resumeDomain: 18, setTarget: 19, listPart: 22,
};

export function checkSignal(signal) {
  if (signal !== undefined && !(signal instanceof AbortSignal)) {
    throw new TypeError(`signal must be an AbortSignal, not ${kindOf(signal)}`);
  }
}

/** A promise that also a signal can end; what it was for goes on, and nobody hears of it. */
function abortable(signal, start) {
  if (signal === undefined) return new Promise(start);
  checkSignal(signal);
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    const ending = (settle) => (value) => {
      signal.removeEventListener('abort', abort);
      settle(value);
    };
    try {
      start(ending(resolve), ending(reject));
    } catch (error) {
      ending(reject)(error);
    }
  });
}

function refusal(code, errno, text, what) {
  return new PyXSError(text === '' ? `${code}, ${what}` : `${code}: ${text}, ${what}`, code, errno);
}

export class Connection {
  #store;
  #path;
  #watches = new Map();
  #shared = 0;
  #open = true;
  #referenced = true;

  constructor(path) { this.#path = path; }

  /** A connection to a local socket. */
  static open(path, signal) {
    const connection = new Connection(path);
    let attempt;
    const giveUp = () => attempt.giveUp();
    return abortable(signal, (resolve, reject) => {
      signal?.addEventListener('abort', giveUp, { once: true });
      attempt = host.pyxs.connect(path, (name, token) => connection.#told(name, token), (store, reason, code, errno) => {
        signal?.removeEventListener('abort', giveUp);
        if (store === null) {
          reject(new ConnectionError(`error connecting to '${path}': ${reason}`, code, errno));
        } else {
          connection.#store = store;
          resolve(connection);
        }
      });
    });
  }

  get path() { return this.#path; }
  get isOpen() { return this.#open; }

  /** Make a request; gives what its reply carries. */
  ask(operation, transaction, payload, subject, signal) {
    return abortable(signal, (resolve, reject) => {
      if (!this.#open) throw notConnected();
      this.#store.call(OPERATIONS[operation], transaction, payload, (kind, text, errno, explanation) => {
        switch (kind) {
          case 'ok': resolve(text); break;
          case 'refused': reject(refusal(text, errno, explanation, `${operation}${subject === '' ? '' : ` '${subject}'`}`)); break;
          case 'lost': reject(text === 'not connected' ? notConnected() : new ConnectionError(text)); break;
          default: reject(new UnexpectedPacket(`the reply to ${operation} does not fit: ${text}`));
        }
      });
    });
  }

  /**
   * Have events told to a watch: `{ put(path), fail(error), finish() }`. Gives the token to set it with, as it stands in packets:
   * tokens are all that the server tells events apart by, so one that another watch has gets a number behind.
   */
  subscribe(token, watch) {
    let own = token;
    while (this.#watches.has(own)) own = `${token}#${++this.#shared}`;
    if (this.#open) { // else the request that follows says so
      this.#watches.set(own, watch);
      this.#store.subscribe(own);
    }
    return own;
  }

  /** Take one that subscribe() gave back. */
  unsubscribe(own) {
    if (this.#watches.delete(own) && this.#open) this.#store.unsubscribe(own);
  }

  #told(path, token) {
    if (path === null) this.#end((watch) => watch.fail(new ConnectionError(token)));
    else this.#watches.get(token)?.put(path);
  }

  #end(tell) {
    this.#open = false;
    const watches = [...this.#watches.values()];
    this.#watches.clear();
    watches.forEach(tell);
  }

  reference(referenced) {
    this.#referenced = referenced;
    if (this.#open) this.#store.reference(referenced);
  }

  get isReferenced() { return this.#open && this.#referenced; }

  close() {
    if (!this.#open) return;
    this.#end((watch) => watch.finish());
    this.#store.close();
  }
}

function notConnected() { return new ConnectionError('not connected', 'ENOTCONN', 107); }
