'use strict';
// fetch over the host's HTTP client. Redirects are followed here, so that each target is asked of the permissions.

const { host } = internal;
const { Request, Response, sourceOf, concat, reasons } = require('internal/http-web');
const { URL } = require('internal/url');
const redirects = new Set([301, 302, 303, 307, 308]);
const maximum = 20;

async function fetch(input, init) {
  if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'fetch: 1 argument required, but only 0 present.', TypeError);
  const request = new Request(input, init);
  request.signal.throwIfAborted();
  let url = new URL(request.url);
  if (url.protocol === 'data:') return fromData(url);
  let { method } = request;
  let body = await bodyOf(request);
  const headers = new Map(request.headers);
  const defaults = { accept: '*/*', 'accept-language': '*', 'sec-fetch-mode': 'cors', 'user-agent': 'jexpy', 'accept-encoding': 'gzip, deflate' };
  for (const name of Object.keys(defaults)) if (!headers.has(name)) headers.set(name, defaults[name]);
  for (let hops = 0; ; hops++) {
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw failure(internal.error('ERR_UNKNOWN_SCHEME', `unknown scheme ${url.protocol}`));
    const answer = await exchange(method, url, headers, body, request.signal);
    const location = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
    if (!redirects.has(answer.status) || location === undefined || request.redirect === 'manual') {
      return makeResponse(answer, url, method, hops > 0, request);
    }
    answer.cancel();
    if (request.redirect === 'error') throw failure(new Error('unexpected redirect'));
    if (hops === maximum) throw failure(new Error('redirect count exceeded'));
    const target = new URL(location, url);
    if (answer.status === 303 ? method !== 'HEAD' : (answer.status <= 302 && method === 'POST')) {
      method = 'GET';
      body = undefined;
      for (const name of ['content-type', 'content-encoding', 'content-language', 'content-location']) headers.delete(name);
    }
    if (target.origin !== url.origin) for (const name of ['authorization', 'cookie', 'proxy-authorization']) headers.delete(name);
    if (target.hash === '') target.hash = url.hash;
    url = target;
  }
}

function failure(cause) { return new TypeError('fetch failed', { cause }); }

// A refused permission is no network failure: the script sees the refusal itself.
function refusalOr(cause) { return cause.code === 'EACCES' ? cause : failure(cause); }

async function bodyOf(request) {
  const source = sourceOf(request);
  if (source === undefined) return undefined;
  return source.bytes ?? new Uint8Array(await request.arrayBuffer());
}

function exchange(method, url, headers, body, signal) {
  return new Promise((resolve, reject) => {
    let id;
    const onAbort = () => {
      host.http.abort(id);
      reject(signal.reason);
    };
    const clean = () => signal.removeEventListener('abort', onAbort);
    const target = new URL(url);
    target.hash = '';
    target.username = '';
    target.password = '';
    const flat = [...headers].flat();
    if (url.username !== '' && !headers.has('authorization')) {
      flat.push('authorization', `Basic ${btoa(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`)}`);
    }
    const done = (status, answered, code, text) => internal.task(() => {
      if (code !== null && code !== undefined) {
        clean();
        const cause = internal.error(code, text);
        reject(refusalOr(cause));
        return;
      }
      const pairs = [];
      for (let i = 0; i < answered.length; i += 2) pairs.push([answered[i], answered[i + 1]]);
      resolve({ status, headers: pairs, ...reader(id, signal, clean), cancel() { clean(); host.http.abort(id); } });
    }, undefined, []);
    try {
      id = body === undefined ? host.http.send(method, target.href, flat, null, 0, 0, done)
        : host.http.send(method, target.href, flat, body.buffer, body.byteOffset, body.byteLength, done);
    } catch (thrown) {
      reject(refusalOr(internal.fromHost(thrown)));
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

function reader(id, signal, clean) {
  let ended = false;
  return {
    next() {
      if (ended) return Promise.resolve(undefined);
      return new Promise((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        if (signal.aborted) {
          onAbort();
          return;
        }
        signal.addEventListener('abort', onAbort, { once: true });
        host.http.pull(id, (buffer, problem) => internal.task(() => {
          signal.removeEventListener('abort', onAbort);
          if (buffer === null || buffer === undefined) {
            ended = true;
            clean();
          }
          if (problem) reject(new TypeError('terminated', { cause: internal.error('EIO', problem) }));
          else resolve(buffer === null || buffer === undefined ? undefined : new Uint8Array(buffer));
        }, undefined, []));
      });
    },
  };
}

async function makeResponse(answer, url, method, redirected, request) {
  const encoding = answer.headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1]?.toLowerCase();
  const empty = method === 'HEAD' || [204, 205, 304].includes(answer.status);
  let source = { next: answer.next, cancel: answer.cancel };
  if (empty) {
    await answer.next();
    source = undefined;
  } else if (encoding === 'gzip' || encoding === 'x-gzip' || encoding === 'deflate') {
    source = { next: inflated(answer, encoding), cancel: answer.cancel };
  }
  return new Response(null, { status: answer.status, headers: answer.headers, statusText: reasons[answer.status] ?? '' },
    { source, url: url.href, redirected, type: 'basic', request });
}

// Compressed bodies are unpacked as a whole: the host's inflater wants the last byte.
function inflated(answer, encoding) {
  let done = false;
  return async () => {
    if (done) return undefined;
    done = true;
    const parts = [];
    for (let part = await answer.next(); part !== undefined; part = await answer.next()) parts.push(part);
    const all = concat(parts);
    if (all.length === 0) return undefined;
    return new Uint8Array(internal.attempt(() => host.text.inflate(encoding, all.buffer, all.byteOffset, all.byteLength)));
  };
}

function fromData(url) {
  const comma = url.href.indexOf(',');
  if (comma < 0) throw failure(new Error('invalid data URL'));
  const head = url.href.slice(5, comma);
  const text = decodeURIComponent(url.href.slice(comma + 1).split('#')[0]);
  const base64 = /;\s*base64$/i.test(head);
  const bytes = base64 ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : new TextEncoder().encode(text);
  const type = (base64 ? head.replace(/;\s*base64$/i, '') : head) || 'text/plain;charset=US-ASCII';
  return new Response(bytes, { headers: { 'content-type': type }, statusText: 'OK' });
}

module.exports = { fetch };
