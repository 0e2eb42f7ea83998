'use strict';
// Argument checks with Node's codes and texts.

function received(value) {
  if (value == null) return String(value);
  if (typeof value === 'function') return `function ${value.name}`;
  if (typeof value === 'object') {
    return value.constructor?.name ? `an instance of ${value.constructor.name}` : require('internal/inspect').inspect(value, { depth: -1 });
  }
  let text = require('internal/inspect').inspect(value);
  if (text.length > 28) text = `${text.slice(0, 25)}...`;
  return `type ${typeof value} (${text})`;
}

function invalidType(name, expected, value) {
  const kind = name.includes('.') ? 'property' : 'argument';
  return internal.error('ERR_INVALID_ARG_TYPE', `The "${name}" ${kind} must be ${expected}. Received ${received(value)}`, TypeError);
}

function requireFunction(value, name) {
  if (typeof value !== 'function') throw invalidType(name, 'of type function', value);
}

function requireString(value, name) {
  if (typeof value !== 'string') throw invalidType(name, 'of type string', value);
}

function requireNumber(value, name) {
  if (typeof value !== 'number') throw invalidType(name, 'of type number', value);
}

function requireObject(value, name) {
  if (value === null || typeof value !== 'object') throw invalidType(name, 'of type object', value);
}

module.exports = { received, invalidType, requireFunction, requireString, requireNumber, requireObject };
