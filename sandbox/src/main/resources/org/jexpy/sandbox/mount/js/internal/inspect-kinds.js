'use strict';
// What kind of object a value is, and how its contents are listed.

const { quote, number } = require('internal/inspect-text');
const types = require('internal/types');

const curly = ['{', '}'];

function classify(ctx, value, name, tag, tools) {
  const { prefix, ownKeys } = tools;
  if (Array.isArray(value)) {
    const label = name !== 'Array' || tag !== '' ? prefix(name, tag, 'Array', `(${value.length})`) : '';
    const keys = ownKeys(ctx, value, true);
    if (ctx.showHidden) keys.unshift('length');
    if (value.length === 0 && keys.length === 0) return { text: `${label}[]`, keys };
    return { isArray: true, keys, braces: [`${label}[`, ']'], entries: (show) => arrayEntries(ctx, value, show) };
  }
  if (typeof value === 'function') return functionShape(ctx, value, name, tag, tools);
  if (types.isSet(value) || types.isMap(value)) {
    const kind = types.isSet(value) ? 'Set' : 'Map';
    const keys = ownKeys(ctx, value);
    const label = prefix(name, tag, kind, `(${value.size})`);
    if (value.size === 0 && keys.length === 0) return { text: `${label}{}`, keys };
    return { keys, braces: [`${label}{`, '}'], entries: (show) => (kind === 'Set' ? setEntries : mapEntries)(ctx, value, show) };
  }
  if (types.isTypedArray(value)) {
    const label = prefix(name, tag, value[Symbol.toStringTag], `(${value.length})`);
    const keys = ownKeys(ctx, value, true);
    if (value.length === 0 && keys.length === 0) return { text: `${label}[]`, keys };
    return { isArray: true, keys, braces: [`${label}[`, ']'], entries: () => typedEntries(ctx, value) };
  }
  return objectShape(ctx, value, name, tag, tools);
}

function objectShape(ctx, value, name, tag, tools) {
  const { prefix, ownKeys, inspectError } = tools;
  const keys = ownKeys(ctx, value);
  if (types.isRegExp(value)) {
    const text = RegExp.prototype.toString.call(value);
    return { text: ctx.stylize(name === 'RegExp' ? text : `${prefix(name, tag, 'RegExp')}${text}`, 'regexp'), keys, braces: curly };
  }
  if (types.isDate(value)) {
    const time = Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
    return { text: ctx.stylize(name === 'Date' ? time : `${prefix(name, tag, 'Date')}${time}`, 'date'), keys, braces: curly };
  }
  if (types.isNativeError(value) || value instanceof Error) {
    const error = inspectError(ctx, value, name, tag, keys);
    return { text: error.text, keys: error.keys, braces: curly };
  }
  if (types.isAnyArrayBuffer(value)) {
    const kind = types.isArrayBuffer(value) ? 'ArrayBuffer' : 'SharedArrayBuffer';
    return { keys, braces: [`${prefix(name, tag, kind)}{`, '}'], entries: () => bufferEntries(ctx, value) };
  }
  if (types.isDataView(value)) {
    return { keys, braces: [`${prefix(name, tag, 'DataView')}{`, '}'], entries: (show) => [
      `byteLength: ${show(value.byteLength)}`, `byteOffset: ${show(value.byteOffset)}`, `buffer: ${show(value.buffer)}`] };
  }
  if (types.isPromise(value)) {
    return { keys, braces: [`${prefix(name, tag, 'Promise')}{`, '}'], entries: (show) => promiseEntries(ctx, value, show) };
  }
  if (types.isWeakSet(value) || types.isWeakMap(value)) {
    const kind = types.isWeakSet(value) ? 'WeakSet' : 'WeakMap';
    return { keys, braces: [`${prefix(name, tag, kind)}{`, '}'], entries: () => [ctx.stylize('<items unknown>', 'special')] };
  }
  if (types.isWeakRef(value)) {
    return { keys, braces: [`${prefix(name, tag, 'WeakRef')}{`, '}'], entries: (show) => [show(value.deref())] };
  }
  if (types.isBoxedPrimitive(value)) return boxed(ctx, value, name, keys);
  if (types.isModuleNamespaceObject(value)) {
    return { keys, braces: ['[Module: null prototype] {', '}'] };
  }
  if (types.isIterator(value)) {
    const known = tag === 'Map Iterator' || tag === 'Set Iterator';
    return { keys, braces: [known ? `[${tag}] {` : `Object [${tag}] {`, '}'], entries: known ? () => [ctx.stylize('<entries>', 'special')] : undefined };
  }
  if (types.isGeneratorObject(value)) return { keys, braces: [`Object [${tag}] {`, '}'] };
  if (types.isArgumentsObject(value)) {
    return { keys, braces: ['[Arguments] {', '}'] };
  }
  const label = name === 'Object' && tag === '' ? '' : prefix(name, tag, 'Object');
  if (keys.length === 0) return { text: `${label}{}`, keys };
  return { keys, braces: [`${label}{`, '}'] };
}

function boxed(ctx, value, name, keys) {
  const inner = value.valueOf();
  const kind = typeof inner;
  const type = kind === 'bigint' ? 'BigInt' : kind[0].toUpperCase() + kind.slice(1);
  const own = type === 'String' ? keys.filter((key) => typeof key === 'symbol' || !/^\d+$/.test(key)) : keys;
  const label = type === name ? `[${type}` : `[${type} (${name})`;
  const text = kind === 'string' ? quote(inner) : kind === 'number' ? number(inner) : kind === 'bigint' ? `${inner}n` : String(inner);
  return { text: ctx.stylize(`${label}: ${text}]`, kind), keys: own, braces: curly };
}

function functionShape(ctx, value, name, tag, { ownKeys }) {
  const keys = ownKeys(ctx, value);
  let text;
  const source = Function.prototype.toString.call(value);
  if (source.startsWith('class') && source.endsWith('}')) {
    const own = Object.prototype.hasOwnProperty.call(value, 'name') && value.name !== '';
    text = own ? `[class ${value.name}` : '[class (anonymous)';
    if (name !== 'Function' && name !== null) text += ` [${name}]`;
    if (tag !== '' && name !== tag) text += ` [${tag}]`;
    const base = Object.getPrototypeOf(value);
    if (name !== null && base && base.name) text += ` extends ${base.name}`;
    else if (name === null) text += ' extends null';
    text += ']';
  } else {
    const kind = types.isGeneratorFunction(value) ? (types.isAsyncFunction(value) ? 'AsyncGeneratorFunction' : 'GeneratorFunction')
      : types.isAsyncFunction(value) ? 'AsyncFunction' : 'Function';
    text = `[${kind}${name === null ? ' (null prototype)' : ''}${value.name === '' ? ' (anonymous)' : `: ${String(value.name)}`}]`;
    if (name !== kind && name !== null && name !== 'Function') text += ` ${name}`;
    if (tag !== '' && name !== tag && tag !== kind) text += ` [${tag}]`;
  }
  return { text: ctx.stylize(text, 'special'), keys, braces: curly };
}

function more(count) {
  return `... ${count} more item${count > 1 ? 's' : ''}`;
}

function arrayEntries(ctx, array, show) {
  const output = [];
  const limit = Math.min(Math.max(0, ctx.maxArrayLength), array.length);
  let index = 0;
  ctx.indent += 2;
  while (index < array.length && output.length < limit) {
    if (Object.prototype.hasOwnProperty.call(array, index)) {
      const descriptor = Object.getOwnPropertyDescriptor(array, index);
      output.push(descriptor.get ? ctx.stylize(descriptor.set ? '[Getter/Setter]' : '[Getter]', 'special') : show(descriptor.value));
      index++;
    } else {
      const start = index;
      while (index < array.length && !Object.prototype.hasOwnProperty.call(array, index)) index++;
      output.push(ctx.stylize(`<${index - start} empty item${index - start > 1 ? 's' : ''}>`, 'undefined'));
    }
  }
  ctx.indent -= 2;
  if (index < array.length) output.push(more(array.length - index));
  return output;
}

function typedEntries(ctx, array) {
  const limit = Math.min(Math.max(0, ctx.maxArrayLength), array.length);
  const output = [];
  for (let i = 0; i < limit; i++) {
    output.push(typeof array[i] === 'bigint' ? ctx.stylize(`${array[i]}n`, 'bigint') : ctx.stylize(number(array[i]), 'number'));
  }
  if (array.length > limit) output.push(more(array.length - limit));
  return output;
}

function setEntries(ctx, set, show) {
  const output = [];
  ctx.indent += 2;
  const values = Set.prototype.values.call(set);
  for (const value of values) {
    if (output.length >= ctx.maxArrayLength) {
      output.push(more(set.size - output.length));
      break;
    }
    output.push(show(value));
  }
  ctx.indent -= 2;
  return output;
}

function mapEntries(ctx, map, show) {
  const output = [];
  ctx.indent += 2;
  for (const [key, value] of Map.prototype.entries.call(map)) {
    if (output.length >= ctx.maxArrayLength) {
      output.push(more(map.size - output.length));
      break;
    }
    output.push(`${show(key)} => ${show(value)}`);
  }
  ctx.indent -= 2;
  return output;
}

function bufferEntries(ctx, buffer) {
  const bytes = new Uint8Array(buffer, 0, Math.min(Math.max(0, ctx.maxArrayLength), 50, buffer.byteLength));
  let text = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const left = buffer.byteLength - bytes.length;
  if (left > 0) text += ` ... ${left} more byte${left > 1 ? 's' : ''}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`, `byteLength: ${ctx.stylize(`${buffer.byteLength}`, 'number')}`];
}

function promiseEntries(ctx, promise, show) {
  const [state, result] = internal.promiseState(promise);
  if (state === 'pending') return [ctx.stylize('<pending>', 'special')];
  ctx.indent += 2;
  const text = show(result);
  ctx.indent -= 2;
  return [state === 'rejected' ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

module.exports = { classify };
