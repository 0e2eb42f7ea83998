'use strict';
// Headers, Request and Response.

const { customInspect } = internal.symbols;
const { Blob, FormData, bytesOf, concat, encodeForm } = require('internal/blob');

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const reasons = {
  200: 'OK', 201: 'Created', 202: 'Accepted', 204: 'No Content', 206: 'Partial Content', 301: 'Moved Permanently', 302: 'Found', 303: 'See Other',
  304: 'Not Modified', 307: 'Temporary Redirect', 308: 'Permanent Redirect', 400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden',
  404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 408: 'Request Timeout', 409: 'Conflict', 410: 'Gone', 413: 'Payload Too Large',
  415: 'Unsupported Media Type', 418: "I'm a Teapot", 422: 'Unprocessable Entity', 429: 'Too Many Requests', 500: 'Internal Server Error',
  501: 'Not Implemented', 502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};

class Headers {
  #map = new Map();

  constructor(init) {
    if (init === undefined) return;
    if (init === null || typeof init !== 'object') throw new TypeError("Headers constructor: Expected init to be an object");
    const pairs = typeof init[Symbol.iterator] === 'function' ? init : Object.entries(init);
    for (const pair of pairs) {
      const [name, value, ...rest] = pair;
      if (value === undefined || rest.length > 0) throw new TypeError('Headers constructor: expected name/value pair to be length 2');
      this.append(name, value);
    }
  }

  static #name(name) {
    const text = String(name);
    if (!token.test(text)) throw new TypeError(`Headers: ${text} is an invalid header name.`);
    return text.toLowerCase();
  }

  static #value(value) {
    const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
    // eslint-disable-next-line no-control-regex
    if (/[\0\r\n]/.test(text)) throw new TypeError(`Headers: ${text} is an invalid header value.`);
    return text;
  }

  append(name, value) {
    const key = Headers.#name(name);
    const list = this.#map.get(key);
    if (list === undefined) this.#map.set(key, [Headers.#value(value)]);
    else list.push(Headers.#value(value));
  }

  set(name, value) { this.#map.set(Headers.#name(name), [Headers.#value(value)]); }
  get(name) { return this.#map.get(Headers.#name(name))?.join(Headers.#name(name) === 'cookie' ? '; ' : ', ') ?? null; }
  has(name) { return this.#map.has(Headers.#name(name)); }
  delete(name) { this.#map.delete(Headers.#name(name)); }
  getSetCookie() { return [...this.#map.get('set-cookie') ?? []]; }
  forEach(callback, receiver) { for (const [name, value] of this) callback.call(receiver, value, name, this); }
  * entries() {
    for (const name of [...this.#map.keys()].sort()) {
      if (name === 'set-cookie') for (const value of this.#map.get(name)) yield [name, value];
      else yield [name, this.get(name)];
    }
  }

  * keys() { for (const [name] of this.entries()) yield name; }
  * values() { for (const [, value] of this.entries()) yield value; }
  [Symbol.iterator]() { return this.entries(); }
  get [Symbol.toStringTag]() { return 'Headers'; }
  [customInspect](depth, options, inspect) { return `Headers ${inspect(Object.fromEntries(this), options)}`; }
}

// What a body may be made of: bytes at once, or a source that gives parts.
function extract(body) {
  if (body === undefined || body === null) return undefined;
  if (typeof body === 'string') return { bytes: new TextEncoder().encode(body), type: 'text/plain;charset=UTF-8' };
  if (body instanceof require('internal/url').URLSearchParams) return { bytes: new TextEncoder().encode(String(body)), type: 'application/x-www-form-urlencoded;charset=UTF-8' };
  if (body instanceof Blob) return { bytes: bytesOf(body), type: body.type || undefined };
  if (body instanceof FormData) return encodeForm(body);
  if (ArrayBuffer.isView(body)) return { bytes: new Uint8Array(body.buffer.slice(body.byteOffset, body.byteOffset + body.byteLength)) };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body.slice(0)) };
  if (typeof body.getReader === 'function') return { stream: body };
  if (typeof body[Symbol.asyncIterator] === 'function') return { stream: require('internal/streams').ReadableStream.from(body) };
  return { bytes: new TextEncoder().encode(String(body)), type: 'text/plain;charset=UTF-8' };
}

class Body {
  #source;
  #used = false;
  #stream;

  constructor(source) { this.#source = source; }

  // { next(): Promise<Uint8Array|undefined>, cancel() } for network bodies, { bytes } or { stream } for others.
  static source(body) { return body.#source; }

  get body() {
    if (this.#source === undefined) return null;
    if (this.#stream === undefined) this.#stream = this.#source.stream ?? streamOf(this.#source);
    return this.#stream;
  }

  get bodyUsed() { return this.#used || Boolean(this.#stream?.locked); }

  async #consume() {
    if (this.bodyUsed) throw new TypeError('Body is unusable: Body has already been read');
    const source = this.#source;
    if (source === undefined) return new Uint8Array(0);
    this.#used = true;
    if (this.#stream === undefined && source.bytes !== undefined) return source.bytes;
    const parts = [];
    if (this.#stream === undefined && source.next !== undefined) {
      for (let part = await source.next(); part !== undefined; part = await source.next()) parts.push(part);
    } else {
      const reader = this.body.getReader();
      for (let step = await reader.read(); !step.done; step = await reader.read()) parts.push(step.value);
    }
    return parts.length === 1 ? parts[0] : concat(parts);
  }

  async arrayBuffer() {
    const bytes = await this.#consume();
    return bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  }

  async bytes() { return this.#consume(); }
  async text() { return new TextDecoder().decode(await this.#consume()); }
  async json() { return JSON.parse(await this.text()); }
  async blob() { return new Blob([await this.#consume()], { type: this.headers.get('content-type') ?? '' }); }
  async formData() {
    const type = this.headers.get('content-type') ?? '';
    if (!type.startsWith('application/x-www-form-urlencoded')) throw new TypeError(`Response.formData: ${type || 'no content type'} is not supported; application/x-www-form-urlencoded is`);
    const form = new FormData();
    for (const [name, value] of new URLSearchParams(await this.text())) form.append(name, value);
    return form;
  }

  static share(body) {
    const source = body.#source;
    if (source === undefined || source.bytes !== undefined) return source;
    if (body.bodyUsed) throw new TypeError('Body has already been consumed.');
    const [mine, other] = body.body.tee();
    body.#stream = mine;
    return { stream: other };
  }
}
const { source: sourceOf, share } = Body;

function streamOf(source) {
  return new (require('internal/streams').ReadableStream)({
    start(controller) {
      if (source.bytes === undefined) return;
      if (source.bytes.length > 0) controller.enqueue(source.bytes);
      controller.close();
    },
    async pull(controller) {
      const part = await source.next();
      if (part === undefined) controller.close();
      else controller.enqueue(part);
    },
    cancel() { source.cancel?.(); },
  });
}

class Request extends Body {
  #facts;

  constructor(input, init = {}) {
    const base = input instanceof Request ? input : undefined;
    const method = String(init.method ?? base?.method ?? 'GET');
    const source = init.body === undefined ? (base ? share(base) : undefined) : extract(init.body);
    super(source);
    const upper = method.toUpperCase();
    const normal = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS'].includes(upper) ? upper : method;
    if (!token.test(method) || ['CONNECT', 'TRACE', 'TRACK'].includes(upper)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
    if (source !== undefined && (normal === 'GET' || normal === 'HEAD')) throw new TypeError('Request with GET/HEAD method cannot have body.');
    let url;
    try {
      url = base?.url ?? new (require('internal/url').URL)(input).href;
    } catch (error) {
      throw new TypeError(`Failed to parse URL from ${input}`, { cause: error });
    }
    const headers = new Headers(init.headers ?? base?.headers);
    if (source?.type && !headers.has('content-type')) headers.set('content-type', source.type);
    const signal = init.signal ?? base?.signal ?? new (require('internal/events-web').AbortController)().signal;
    this.#facts = { method: normal, url, headers, signal, redirect: init.redirect ?? base?.redirect ?? 'follow',
      keepalive: Boolean(init.keepalive), cache: init.cache ?? 'default', credentials: init.credentials ?? 'same-origin', mode: init.mode ?? 'cors',
      referrer: 'about:client', integrity: init.integrity ?? '' };
  }

  get method() { return this.#facts.method; }
  get url() { return this.#facts.url; }
  get headers() { return this.#facts.headers; }
  get signal() { return this.#facts.signal; }
  get redirect() { return this.#facts.redirect; }
  get keepalive() { return this.#facts.keepalive; }
  get cache() { return this.#facts.cache; }
  get credentials() { return this.#facts.credentials; }
  get mode() { return this.#facts.mode; }
  get referrer() { return this.#facts.referrer; }
  get integrity() { return this.#facts.integrity; }
  get duplex() { return 'half'; }
  clone() { return new Request(this); }
  get [Symbol.toStringTag]() { return 'Request'; }
  [customInspect](depth, options, inspect) {
    return `Request ${inspect({ method: this.method, url: this.url, headers: this.headers, bodyUsed: this.bodyUsed, redirect: this.redirect, signal: this.signal }, options)}`;
  }
}

class Response extends Body {
  #facts;

  constructor(body = null, init = {}, internals = undefined) {
    const status = init.status ?? 200;
    if (internals === undefined && (status < 200 || status > 599)) throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    const source = internals?.source ?? extract(body);
    if (internals === undefined && source !== undefined && [101, 204, 205, 304].includes(status)) throw new TypeError(`Response constructor: Invalid response status code ${status}`);
    super(source);
    const headers = new Headers(init.headers);
    if (internals === undefined && source?.type && !headers.has('content-type')) headers.set('content-type', source.type);
    this.#facts = { status, statusText: init.statusText ?? internals?.statusText ?? '', headers, url: internals?.url ?? '', redirected: internals?.redirected ?? false, type: internals?.type ?? 'default' };
  }

  get status() { return this.#facts.status; }
  get ok() { return this.status >= 200 && this.status <= 299; }
  get statusText() { return this.#facts.statusText; }
  get headers() { return this.#facts.headers; }
  get url() { return this.#facts.url; }
  get redirected() { return this.#facts.redirected; }
  get type() { return this.#facts.type; }
  clone() {
    return new Response(null, { status: this.status, headers: this.headers }, { source: share(this), ...this.#facts });
  }

  static json(data, init = {}) {
    const headers = new Headers(init.headers);
    if (!headers.has('content-type')) headers.set('content-type', 'application/json');
    return new Response(JSON.stringify(data), { ...init, headers });
  }

  static error() { return new Response(null, { status: 0 }, { type: 'error' }); }
  static redirect(url, status = 302) {
    if (![301, 302, 303, 307, 308].includes(status)) throw new RangeError(`Invalid status code ${status}`);
    return new Response(null, { status, headers: { location: new (require('internal/url').URL)(url).href } });
  }

  get [Symbol.toStringTag]() { return 'Response'; }
  [customInspect](depth, options, inspect) {
    return `Response ${inspect({ status: this.status, statusText: this.statusText, headers: this.headers, body: this.bodyUsed ? '<used>' : '<unread>', bodyUsed: this.bodyUsed, ok: this.ok, redirected: this.redirected, type: this.type, url: this.url }, options)}`;
  }
}

delete Body.source;
delete Body.share;

module.exports = { Headers, Request, Response, sourceOf, concat, reasons };
