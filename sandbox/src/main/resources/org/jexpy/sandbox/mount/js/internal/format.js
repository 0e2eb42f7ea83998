'use strict';
// util.format: the printf-like part of console.log.

const { inspect } = require('internal/inspect');

const plainOptions = Object.freeze({});

function formatFor(fd, values) {
  return formatWithOptions(internal.host.io.hasColors(fd) ? { colors: true } : plainOptions, ...values);
}

function hasOwnToString(value) {
  const builtin = [Object.prototype.toString, Error.prototype.toString, Date.prototype.toString, Array.prototype.toString,
    Function.prototype.toString, RegExp.prototype.toString];
  return typeof value.toString === 'function' && !builtin.includes(value.toString);
}

function asString(value, options) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : `${value}`;
  if (typeof value !== 'object' || value === null) return String(value);
  return hasOwnToString(value) ? String(value) : inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
}

function asInteger(value, parse) {
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol' || (typeof value === 'object' && value !== null)) return 'NaN';
  const number = parse(value);
  return Object.is(number, -0) ? '-0' : `${number}`;
}

function asJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (/circular|cyclic/i.test(error.message)) return '[Circular]';
    throw error;
  }
}

const conversions = {
  s: asString,
  d: (value) => asInteger(value, Number),
  i: (value) => asInteger(value, Number.parseInt),
  f: (value) => (typeof value === 'symbol' ? 'NaN' : `${Number.parseFloat(value)}`),
  j: asJson,
  o: (value, options) => inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 }),
  O: (value, options) => inspect(value, options),
  c: () => '',
};

function formatWithOptions(options, ...values) {
  if (values.length === 0) return '';
  let used = 0;
  let text = '';
  if (typeof values[0] === 'string') {
    used = 1;
    text = values.length === 1 ? values[0] : values[0].replace(/%([sdifjoOc%])/g, (whole, letter) => {
      if (letter === '%') return '%';
      return used < values.length ? conversions[letter](values[used++], options) : whole;
    });
  }
  for (; used < values.length; used++) {
    const value = values[used];
    if (used > 0) text += ' ';
    text += typeof value === 'string' ? value : inspect(value, options);
  }
  return text;
}

module.exports = { formatFor, format: (...values) => formatWithOptions(plainOptions, ...values), formatWithOptions };
