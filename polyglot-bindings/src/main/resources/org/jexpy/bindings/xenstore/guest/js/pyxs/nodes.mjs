// What can be done with nodes, outside of transactions and inside.
import { ConnectionError, PyXSError, UnexpectedPacket } from 'jexpy:pyxs/errors';
import { bytesOf, checkPath, checkPermissions, pathAndValue, strings, stringsOf, textOf } from 'jexpy:pyxs/values';

/**
 * Every method gives a promise, and takes `{ signal }` last: an AbortSignal that ends the wait, not what was asked for.
 */
export class Nodes {
  #ask;

  constructor(ask) { this.#ask = ask; }

  async #tell(operation, payload, path, signal) {
    const reply = await this.#ask(operation, payload, path, signal);
    if (reply !== 'OK\0') throw new UnexpectedPacket(`the reply to ${operation} '${path}' is '${reply}' (expected: OK)`);
  }

  /** The value of a node, a Uint8Array. */
  async read(path, { signal } = {}) { return bytesOf(await this.#ask('read', strings(checkPath(path)), path, signal)); }

  /** The value of a node as a string, from UTF-8. */
  async readText(path, { signal } = {}) { return textOf(await this.#ask('read', strings(checkPath(path)), path, signal)); }

  /** Set the value of a node: a string, or bytes. It is made if it is missing, and so is what is above it. */
  async write(path, value, { signal } = {}) { await this.#tell('write', pathAndValue(checkPath(path), value), path, signal); }

  /** Make a node with an empty value, unless it is there. */
  async mkdir(path, { signal } = {}) { await this.#tell('mkdir', strings(checkPath(path)), path, signal); }

  /** Remove a node, if it is there, and all below it. */
  async delete(path, { signal } = {}) { await this.#tell('delete', strings(checkPath(path)), path, signal); }

  /** The names of a node's children, however many. */
  async list(path, { signal } = {}) {
    try {
      return stringsOf(await this.#ask('list', strings(checkPath(path)), path, signal));
    } catch (error) {
      if (error.code !== 'E2BIG') throw error;
      return this.#listByParts(path, signal);
    }
  }

  // Each part tells the node's generation: when it changes, what was read is of no use.
  async #listByParts(path, signal) {
    for (let names = [], generation, offset = 0; ;) {
      const part = await this.#ask('listPart', strings(path, String(offset)), path, signal);
      const [now, ...found] = stringsOf(part);
      if (offset > 0 && now !== generation) {
        names = [];
        offset = 0;
        continue;
      }
      generation = now;
      const last = found.length === 0 || found.at(-1) === '';
      if (found.at(-1) === '') found.pop();
      names.push(...found);
      if (last) return names;
      offset = names.reduce((sum, name) => sum + name.length + 1, 0);
    }
  }

  /** Whether there is such a node. */
  async exists(path, { signal } = {}) {
    try {
      await this.#ask('read', strings(checkPath(path)), path, signal);
      return true;
    } catch (error) {
      if (error.code === 'ENOENT') return false;
      throw error;
    }
  }

  /** The permissions of a node, the owner's first: ['n0', 'r5']. */
  async getPermissions(path, { signal } = {}) {
    return stringsOf(await this.#ask('getPermissions', strings(checkPath(path)), path, signal));
  }

  /** Set the permissions of a node: a letter of w, r, b, n and the number of a domain each, the owner's first. */
  async setPermissions(path, permissions, { signal } = {}) {
    await this.#tell('setPermissions', strings(checkPath(path), ...checkPermissions(permissions)), path, signal);
  }

  /** A node and all below it, from above: { path, value, children } each. A value that cannot be read is empty. */
  async* walk(top, { signal } = {}) {
    const children = await this.list(top, { signal });
    const value = await this.read(top, { signal }).catch((error) => {
      if (error instanceof ConnectionError || !(error instanceof PyXSError)) throw error;
      return new Uint8Array();
    });
    yield { path: top, value, children };
    for (const child of children) yield* this.walk(top === '/' ? `/${child}` : `${top}/${child}`, { signal });
  }
}
