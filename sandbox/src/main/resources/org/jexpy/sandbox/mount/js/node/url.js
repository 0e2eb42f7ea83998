'use strict';
// node:url: the WHATWG classes, file URLs, and the legacy url.parse for what packages still use of it.

const { URL, URLSearchParams } = require('internal/url');
const { host } = internal;
const { requireString } = require('internal/validate');

function fileURLToPath(url) {
  const text = typeof url === 'string' ? url : url?.href;
  if (typeof text !== 'string') throw require('internal/validate').invalidType('path', 'of type string or an instance of URL', url);
  if (!text.startsWith('file:')) throw internal.error('ERR_INVALID_URL_SCHEME', 'The URL must be of scheme file', TypeError);
  return internal.attempt(() => host.modules.pathOfUrl(text));
}

function pathToFileURL(path) {
  const absolute = require('node/path').resolve(path);
  const url = host.modules.urlOfPath(absolute).replaceAll('?', '%3F').replaceAll('#', '%23');
  return new URL(path.endsWith('/') && !url.endsWith('/') ? `${url}/` : url);
}

function urlToHttpOptions(url) {
  return {
    protocol: url.protocol, hostname: url.hostname.replace(/^\[|\]$/g, ''), hash: url.hash, search: url.search, pathname: url.pathname,
    path: `${url.pathname}${url.search}`, href: url.href, ...(url.port === '' ? {} : { port: Number(url.port) }),
    ...(url.username || url.password ? { auth: `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}` } : {}),
  };
}

class Url {
  constructor() {
    for (const name of ['protocol', 'slashes', 'auth', 'host', 'port', 'hostname', 'hash', 'search', 'query', 'pathname', 'path', 'href']) this[name] = null;
  }

  format() { return format(this); }
  resolve(to) { return resolve(this.href, to); }
}

const slashed = new Set(['http:', 'https:', 'ftp:', 'file:', 'ws:', 'wss:']);

function parse(text, parseQuery = false, slashesDenoteHost = false) {
  requireString(text, 'url');
  const url = new Url();
  let rest = text.trim();
  const hash = rest.indexOf('#');
  if (hash >= 0) {
    url.hash = rest.slice(hash);
    rest = rest.slice(0, hash);
  }
  const search = rest.indexOf('?');
  if (search >= 0) {
    url.search = rest.slice(search);
    url.query = rest.slice(search + 1);
    rest = rest.slice(0, search);
  } else if (parseQuery) {
    url.search = '';
    url.query = '';
  }
  if (parseQuery) url.query = require('node/querystring').parse(url.query);
  const scheme = /^([a-z][a-z0-9+.-]*:)/i.exec(rest);
  if (scheme) {
    url.protocol = scheme[1].toLowerCase();
    rest = rest.slice(scheme[1].length);
  }
  if (rest.startsWith('//') && (scheme || slashesDenoteHost)) {
    url.slashes = true;
    const [, authority, path] = /^\/\/([^/]*)(.*)$/s.exec(rest);
    rest = path;
    const at = authority.lastIndexOf('@');
    if (at >= 0) url.auth = decodeURIComponent(authority.slice(0, at));
    const place = /^(.*?)(?::(\d*))?$/.exec(authority.slice(at + 1));
    url.hostname = place[1].replace(/^\[|\]$/g, '').toLowerCase();
    url.port = place[2] || null;
    url.host = `${place[1].toLowerCase()}${url.port ? `:${url.port}` : ''}`;
    if (rest === '' && slashed.has(url.protocol)) rest = '/';
  }
  if (rest !== '') url.pathname = rest;
  if (url.pathname !== null || url.search) url.path = `${url.pathname ?? ''}${url.search ?? ''}`;
  url.href = format(url);
  return url;
}

function format(url, options) {
  if (typeof url === 'string') return parse(url).href;
  if (url instanceof URL) {
    const copy = new URL(url.href);
    if (options?.fragment === false) copy.hash = '';
    if (options?.search === false) copy.search = '';
    if (options?.auth === false) copy.username = copy.password = '';
    return copy.href;
  }
  let protocol = url.protocol ?? '';
  if (protocol !== '' && !protocol.endsWith(':')) protocol += ':';
  const auth = url.auth ? `${encodeURIComponent(url.auth).replace(/%3A/i, ':')}@` : '';
  let place = '';
  if (url.host) place = auth + url.host;
  else if (url.hostname) place = `${auth}${url.hostname.includes(':') ? `[${url.hostname}]` : url.hostname}${url.port ? `:${url.port}` : ''}`;
  let search = url.search ?? (url.query && typeof url.query === 'object' && Object.keys(url.query).length > 0 ? `?${require('node/querystring').stringify(url.query)}` : '');
  if (search && !search.startsWith('?')) search = `?${search}`;
  let hash = url.hash ?? '';
  if (hash && !hash.startsWith('#')) hash = `#${hash}`;
  let path = url.pathname ?? '';
  if (url.slashes || ((protocol === '' || slashed.has(protocol)) && place !== '')) {
    place = `//${place}`;
    if (path !== '' && !path.startsWith('/')) path = `/${path}`;
  }
  return `${protocol}${place}${path.replace(/[?#]/g, encodeURIComponent)}${search.replace('#', '%23')}${hash}`;
}

function resolve(from, to) {
  const base = new URL(from, 'resolve://');
  const result = new URL(to, base);
  return result.protocol === 'resolve:' ? `${result.pathname}${result.search}${result.hash}` : result.href;
}

module.exports = {
  URL, URLSearchParams, Url, fileURLToPath, pathToFileURL, urlToHttpOptions, parse, format, resolve,
  domainToASCII: (domain) => { try { return new URL(`ws://${domain}`).hostname; } catch { return ''; } },
  domainToUnicode: (domain) => host.text.domainToUnicode(domain),
};
