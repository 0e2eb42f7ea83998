'use strict';
// Primitive values as text.

const named = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '\\': '\\\\', '\v': '\\x0B' };
// eslint-disable-next-line no-control-regex
const needsEscape = /[\x00-\x1f\x7f-\x9f\\]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function escapeOne(character) {
  const code = character.charCodeAt(0);
  return named[character]
    ?? (code < 0x100 ? `\\x${code.toString(16).toUpperCase().padStart(2, '0')}` : `\\u${code.toString(16).toUpperCase()}`);
}

function escape(text) {
  return text.replace(needsEscape, escapeOne);
}

function quote(text) {
  let mark = "'";
  if (text.includes("'")) {
    if (!text.includes('"')) mark = '"';
    else if (!text.includes('`') && !text.includes('${')) mark = '`';
  }
  const escaped = escape(text);
  return mark === "'" ? `'${escaped.replaceAll("'", "\\'")}'` : `${mark}${escaped}${mark}`;
}

function number(value) {
  return Object.is(value, -0) ? '-0' : `${value}`;
}

function string(ctx, text, typed) {
  let shown = text;
  let rest = '';
  if (text.length > ctx.maxStringLength) {
    const left = text.length - ctx.maxStringLength;
    shown = text.slice(0, ctx.maxStringLength);
    rest = `... ${left} more character${left > 1 ? 's' : ''}`;
  }
  if (ctx.compact !== true && !typed && shown.length > 16 && shown.length > ctx.breakLength - ctx.indent - 4) {
    return shown.split(/(?<=\n)/).map((line) => ctx.stylize(quote(line), 'string'))
      .join(` +\n${' '.repeat(ctx.indent + 2)}`) + rest;
  }
  return ctx.stylize(quote(shown), 'string') + rest;
}

function primitive(ctx, value, typed) {
  switch (typeof value) {
    case 'string': return string(ctx, value, typed);
    case 'number': return ctx.stylize(number(value), 'number');
    case 'bigint': return ctx.stylize(`${value}n`, 'bigint');
    case 'boolean': return ctx.stylize(`${value}`, 'boolean');
    case 'symbol': return ctx.stylize(value.toString(), 'symbol');
    case 'undefined': return ctx.stylize('undefined', 'undefined');
    default: return ctx.stylize('null', 'null');
  }
}

module.exports = { escape, quote, number, primitive };
