'use strict';
const codes = {
  IndexSizeError: 1, HierarchyRequestError: 3, WrongDocumentError: 4, InvalidCharacterError: 5, NoModificationAllowedError: 7,
  NotFoundError: 8, NotSupportedError: 9, InUseAttributeError: 10, InvalidStateError: 11, SyntaxError: 12,
  InvalidModificationError: 13, NamespaceError: 14, InvalidAccessError: 15, TypeMismatchError: 17, SecurityError: 18,
  NetworkError: 19, AbortError: 20, URLMismatchError: 21, QuotaExceededError: 22, TimeoutError: 23, InvalidNodeTypeError: 24,
  DataCloneError: 25,
};

class DOMException extends Error {
  #name;

  constructor(message = '', options = 'Error') {
    const name = typeof options === 'object' && options !== null ? options.name ?? 'Error' : String(options);
    super(message, typeof options === 'object' && options !== null && 'cause' in options ? { cause: options.cause } : undefined);
    this.#name = name;
    if (typeof this.stack === 'string') internal.define(this, 'stack', this.stack.replace(/^\w*(Error|Exception)/, name));
  }

  get name() { return this.#name; }
  get code() { return codes[this.#name] ?? 0; }
  get [Symbol.toStringTag]() { return 'DOMException'; }
}

module.exports = { DOMException };
