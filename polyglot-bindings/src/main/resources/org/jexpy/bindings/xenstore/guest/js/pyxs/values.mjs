// What arguments may be, and how they stand in packets: as text of the characters 0 to 255, a byte each.
import { InvalidPath, InvalidPayload, InvalidPermission } from 'jexpy:pyxs/errors';

const MAX_PAYLOAD = 4096;
const MAX_PATH = 3072;
const PATH = /^[A-Za-z0-9\-/_@]+$/;
const PERMISSION = /^[wrbn][0-9]+$/;
const ASCII = /^[\x00-\x7f]*$/;
const SPECIAL = ['@introduceDomain', '@releaseDomain'];

export function kindOf(value) {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

export function text(value, what) {
  if (typeof value !== 'string') throw new TypeError(`${what} must be a string, not ${kindOf(value)}`);
  return value;
}

/** A path of a node; relative ones begin at the home of the domain. */
export function checkPath(path) {
  text(path, 'path');
  if (!PATH.test(path) || path.length > MAX_PATH || path.includes('//') || (path.length > 1 && path.endsWith('/'))) {
    throw new InvalidPath(`path '${shown(path)}' (expected: letters, digits and - / _ @, no '//', no '/' at the end, `
      + `at most ${MAX_PATH} characters)`);
  }
  return path;
}

/** A path that can be watched. */
export function checkWatchPath(path) {
  if (text(path, 'path').startsWith('@') && !SPECIAL.includes(path)) {
    throw new InvalidPath(`path '${shown(path)}' to watch (expected: the path of a node, ${SPECIAL.join(' or ')})`);
  }
  return checkPath(path);
}

function shown(path) { return path.length > 100 ? `${path.slice(0, 100)}… (${path.length} characters)` : path; }

/** A list of permissions, the owner's first. */
export function checkPermissions(permissions) {
  if (!Array.isArray(permissions)) throw new TypeError(`permissions must be an array of strings, not ${kindOf(permissions)}`);
  // A copy without gaps.
  return Array.from(permissions, (each) => {
    if (!PERMISSION.test(text(each, 'a permission'))) {
      throw new InvalidPermission(`permission '${each}' (expected: w, r, b or n, and the number of a domain: 'r5')`);
    }
    return each;
  });
}

/** A number of a domain, a frame or a port. */
export function number(value, what) {
  if (typeof value === 'bigint' ? value >= 0n : Number.isSafeInteger(value) && value >= 0) return String(value);
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new TypeError(`${what} must be a number, not ${kindOf(value)}`);
  throw new RangeError(`${what}: ${value} (expected: a whole number, 0 or more)`);
}

/** Strings, a NUL behind each. */
export function strings(...values) { return checked(values.map((value) => `${utf8(value)}\0`).join('')); }

/** A path and a value: bytes as they are, a string as UTF-8. */
export function pathAndValue(path, value) {
  if (typeof value === 'string') return checked(`${path}\0${utf8(value)}`);
  if (!(value instanceof Uint8Array)) throw new TypeError(`value must be a string or a Uint8Array, not ${kindOf(value)}`);
  refuseLonger(path.length + 1 + value.length);
  return `${path}\0${latin1(value)}`;
}

/** What a watch is set with; the token is UTF-8 already. */
export function pathAndToken(path, token) { return checked(`${path}\0${token}\0`); }

function checked(payload) {
  refuseLonger(payload.length);
  return payload;
}

function refuseLonger(length) {
  if (length > MAX_PAYLOAD) {
    throw new InvalidPayload(`a request of ${length} bytes (expected: at most ${MAX_PAYLOAD} with its path and the NUL behind)`);
  }
}

/** A string as UTF-8. */
export function utf8(value) { return ASCII.test(value) ? value : latin1(new TextEncoder().encode(value)); }

function latin1(bytes) {
  let payload = '';
  for (let at = 0; at < bytes.length; at += MAX_PAYLOAD) payload += String.fromCharCode(...bytes.subarray(at, at + MAX_PAYLOAD));
  return payload;
}

export function bytesOf(payload) {
  const bytes = new Uint8Array(payload.length);
  for (let at = 0; at < payload.length; at++) bytes[at] = payload.charCodeAt(at);
  return bytes;
}

export function textOf(payload) {
  return ASCII.test(payload) ? payload : new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytesOf(payload));
}

/** The strings of a reply. */
export function stringsOf(payload) { return payload.split('\0').slice(0, -1); }
