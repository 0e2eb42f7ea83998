// The errors of `jexpy:pyxs`. Each has a `code`, the name of an errno, and `errno`, its number on Linux.

/** What a XenStore refuses, and the base of all other errors here. */
export class PyXSError extends Error {
  constructor(message, code, errno) {
    super(message);
    this.code = code;
    this.errno = errno;
    // The constructors here are hidden from traces, and a trace that ends at a hidden constructor has no frame left.
    Error.captureStackTrace(this);
  }
}

/** There is no connection, or none any more. Whether a request under way was executed is not known. */
export class ConnectionError extends PyXSError {
  constructor(message, code = 'ECONNRESET', errno = 104) { super(message, code, errno); }
}

/** The server answered something that was not asked. */
export class UnexpectedPacket extends ConnectionError {
  constructor(message) { super(message, 'EPROTO', 71); }
}

/** A path that no node can have. */
export class InvalidPath extends PyXSError {
  constructor(message) { super(message, 'EINVAL', 22); }
}

/** More than fits into a packet. */
export class InvalidPayload extends PyXSError {
  constructor(message) { super(message, 'E2BIG', 7); }
}

/** A permission that is none. */
export class InvalidPermission extends PyXSError {
  constructor(message) { super(message, 'EINVAL', 22); }
}

for (const type of [PyXSError, ConnectionError, UnexpectedPacket, InvalidPath, InvalidPayload, InvalidPermission]) {
  Object.defineProperty(type.prototype, 'name', { value: type.name, configurable: true, writable: true });
}
