'use strict';

function escape(text) {
  return encodeURIComponent(typeof text === 'object' ? String(text) : text).replace(/%(2[0-9A]|7E)/g, (code) => {
    const character = String.fromCharCode(parseInt(code.slice(1), 16));
    return "!'()*~".includes(character) ? character : code;
  });
}

function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return require('node/buffer').Buffer.from(text.replace(/%([0-9a-f]{2})/gi, (whole, code) => String.fromCharCode(parseInt(code, 16))), 'latin1').toString();
  }
}

function primitive(value) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return `${value}`;
  return typeof value === 'bigint' || typeof value === 'boolean' ? `${value}` : '';
}

function stringify(object, separator = '&', equals = '=', options = {}) {
  if (object === null || typeof object !== 'object') return '';
  const encode = options?.encodeURIComponent ?? module.exports.escape;
  return Object.keys(object).flatMap((key) => {
    const name = encode(primitive(key));
    const values = Array.isArray(object[key]) ? object[key] : [object[key]];
    return values.map((value) => `${name}${equals}${encode(primitive(value))}`);
  }).join(separator);
}

function parse(text, separator = '&', equals = '=', options = {}) {
  const result = Object.create(null);
  if (typeof text !== 'string' || text.length === 0) return result;
  const decode = options?.decodeURIComponent ?? module.exports.unescape;
  const limit = options?.maxKeys ?? 1000;
  let pairs = text.split(separator);
  if (limit > 0) pairs = pairs.slice(0, limit);
  for (const pair of pairs) {
    if (pair === '') continue;
    const at = pair.indexOf(equals);
    const plain = (part) => decode(part.replaceAll('+', ' '));
    const key = plain(at < 0 ? pair : pair.slice(0, at));
    const value = at < 0 ? '' : plain(pair.slice(at + equals.length));
    if (key in result) result[key] = Array.isArray(result[key]) ? [...result[key], value] : [result[key], value];
    else result[key] = value;
  }
  return result;
}

module.exports = { escape, unescape, stringify, encode: stringify, parse, decode: parse };
