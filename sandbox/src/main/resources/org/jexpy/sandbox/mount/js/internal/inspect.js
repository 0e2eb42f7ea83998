'use strict';
// Turns values into the text that Node's util.inspect gives for them. Loaded when the first value that is not a string is printed.

const { customInspect } = internal.symbols;
const quoting = require('internal/inspect-text');
const kinds = require('internal/inspect-kinds');
const { inspectError } = require('internal/inspect-error');

const defaults = {
  showHidden: false, depth: 2, colors: false, customInspect: true, showProxy: false, maxArrayLength: 100,
  maxStringLength: 10000, breakLength: 80, compact: 3, sorted: false, getters: false, numericSeparator: false,
};

const styles = {
  special: 'cyan', number: 'yellow', bigint: 'yellow', boolean: 'yellow', undefined: 'grey', null: 'bold', string: 'green',
  symbol: 'green', date: 'magenta', regexp: 'red', module: 'underline',
};
const colors = {
  reset: [0, 0], bold: [1, 22], dim: [2, 22], italic: [3, 23], underline: [4, 24], inverse: [7, 27], black: [30, 39],
  red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], magenta: [35, 39], cyan: [36, 39], white: [37, 39],
  grey: [90, 39], gray: [90, 39],
};

function plain(text) { return text; }

function colored(text, style) {
  const codes = colors[styles[style]];
  return codes === undefined ? text : `\u001b[${codes[0]}m${text}\u001b[${codes[1]}m`;
}

function inspect(value, options, ...legacy) {
  const context = { ...defaults, ...inspect.defaultOptions };
  if (typeof options === 'boolean') {
    context.showHidden = options;
    if (legacy[0] !== undefined) context.depth = legacy[0];
    if (legacy[1] !== undefined) context.colors = legacy[1];
  } else if (options) {
    Object.assign(context, options);
  }
  for (const limit of ['maxArrayLength', 'maxStringLength', 'depth']) {
    if (context[limit] === null) context[limit] = Infinity;
  }
  context.stylize = context.colors ? colored : plain;
  context.seen = [];
  context.indent = 0;
  context.level = 0;
  context.circular = new Map();
  return format(context, value, 0, true);
}

function format(ctx, value, level, typed) {
  if (value === null || (typeof value !== 'object' && typeof value !== 'function')) {
    return quoting.primitive(ctx, value, typed);
  }
  if (ctx.customInspect) {
    const custom = customText(ctx, value, level);
    if (custom !== undefined) return custom.text;
  }
  if (ctx.seen.includes(value)) {
    if (!ctx.circular.has(value)) ctx.circular.set(value, ctx.circular.size + 1);
    return ctx.stylize(`[Circular *${ctx.circular.get(value)}]`, 'special');
  }
  return formatObject(ctx, value, level);
}

function customText(ctx, value, level) {
  const own = value[customInspect];
  if (typeof own !== 'function' || own === inspect || (value.constructor && value.constructor.prototype === value)) {
    return undefined;
  }
  const depth = ctx.depth - level;
  const options = { stylize: ctx.stylize };
  for (const name of Object.keys(defaults)) options[name] = ctx[name];
  options.depth = depth;
  const result = own.call(value, depth, options, inspect);
  if (result === value) return undefined;
  if (typeof result === 'object' && result !== null || typeof result === 'function') return { text: format(ctx, result, level) };
  return { text: String(result).replaceAll('\n', `\n${' '.repeat(ctx.indent)}`) };
}

function constructorName(object) {
  for (let at = object; at !== null; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, 'constructor');
    if (descriptor !== undefined && typeof descriptor.value === 'function' && descriptor.value.name !== ''
        && isInstance(object, descriptor.value)) {
      return descriptor.value.name;
    }
  }
  return null;
}

function isInstance(object, constructor) {
  try {
    return object instanceof constructor;
  } catch {
    return false;
  }
}

function prefix(name, tag, fallback, size = '') {
  if (name === null) {
    return tag !== '' && fallback !== tag ? `[${fallback}${size}: null prototype] [${tag}] ` : `[${fallback}${size}: null prototype] `;
  }
  return tag !== '' && name !== tag ? `${name}${size} [${tag}] ` : `${name}${size} `;
}

function ownKeys(ctx, value, skipIndices) {
  let names = ctx.showHidden ? Object.getOwnPropertyNames(value) : Object.keys(value);
  if (skipIndices) names = names.filter((name) => !/^(0|[1-9]\d*)$/.test(name) && !(ctx.showHidden && name === 'length'));
  const symbols = Object.getOwnPropertySymbols(value)
    .filter((symbol) => ctx.showHidden || Object.prototype.propertyIsEnumerable.call(value, symbol));
  return symbols.length === 0 ? names : [...names, ...symbols];
}

function tagOf(value, name) {
  let tag;
  try {
    tag = value[Symbol.toStringTag];
  } catch {
    tag = '';
  }
  return typeof tag !== 'string' || tag === '' || tag === name ? '' : tag;
}

function formatObject(ctx, value, level) {
  const name = constructorName(value);
  const tag = tagOf(value, name);
  const shape = kinds.classify(ctx, value, name, tag, { prefix, ownKeys, inspectError });
  if (shape.text !== undefined && shape.keys.length === 0) return shape.text;
  if (level > ctx.depth) {
    const label = prefix(name, tag, shape.isArray ? 'Array' : 'Object').slice(0, -1);
    return ctx.stylize(`[${label}]`, 'special');
  }
  ctx.seen.push(value);
  ctx.level = level;
  let output;
  try {
    output = shape.entries ? shape.entries((inner, typed) => format(ctx, inner, level + 1, typed)) : [];
    for (const key of shape.keys) {
      output.push(property(ctx, value, key, level + 1));
    }
  } catch (error) {
    if (error instanceof RangeError && /stack/i.test(error.message)) {
      return ctx.stylize(`[${name}: Inspection interrupted prematurely. Maximum call stack size exceeded.]`, 'special');
    }
    throw error;
  } finally {
    ctx.seen.pop();
  }
  let base = shape.text ?? '';
  let braces = shape.braces;
  const circular = ctx.circular.get(value);
  if (circular !== undefined) {
    const mark = ctx.stylize(`<ref *${circular}>`, 'special');
    if (base === '') braces = [`${mark} ${braces[0]}`, braces[1]];
    else base = `${mark} ${base}`;
  }
  if (ctx.sorted) {
    const order = ctx.sorted === true ? undefined : ctx.sorted;
    if (shape.isArray) output = [...output.slice(0, -shape.keys.length || undefined), ...output.slice(output.length - shape.keys.length).sort(order)];
    else output.sort(order);
  }
  if (output.length === 0) return base === '' ? `${braces[0]}${braces[1]}` : base;
  return layOut(ctx, output, base, braces, shape, level, value);
}

function property(ctx, value, key, level) {
  const descriptor = Object.getOwnPropertyDescriptor(value, key)
    ?? { value: value[key], configurable: true, enumerable: true };
  let text;
  let separator = ' ';
  if (descriptor.value !== undefined || (descriptor.get === undefined && descriptor.set === undefined)) {
    const step = ctx.compact === true ? 3 : 2;
    ctx.indent += step;
    text = format(ctx, descriptor.value, level);
    if (step === 3 && ctx.breakLength < text.length) separator = `\n${' '.repeat(ctx.indent)}`;
    ctx.indent -= step;
  } else if (descriptor.get !== undefined) {
    text = accessor(ctx, value, descriptor, level);
  } else {
    text = ctx.stylize('[Setter]', 'special');
  }
  let label;
  if (typeof key === 'symbol') label = `[${ctx.stylize(quoting.escape(key.toString()), 'symbol')}]`;
  else if (key === '__proto__') label = "['__proto__']";
  else if (descriptor.enumerable === false) label = `[${quoting.escape(key)}]`;
  else if (/^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key)) label = ctx.stylize(key, 'name');
  else label = ctx.stylize(quoting.quote(key), 'string');
  return `${label}:${separator}${text}`;
}

function accessor(ctx, value, descriptor, level) {
  const label = descriptor.set !== undefined ? 'Getter/Setter' : 'Getter';
  const wanted = ctx.getters === true || (ctx.getters === 'get' && descriptor.set === undefined)
    || (ctx.getters === 'set' && descriptor.set !== undefined);
  if (!wanted) return ctx.stylize(`[${label}]`, 'special');
  try {
    const result = descriptor.get.call(value);
    ctx.indent += 2;
    const text = result !== null && typeof result === 'object'
      ? `${ctx.stylize(`[${label}]`, 'special')} ${format(ctx, result, level)}`
      : ctx.stylize(`[${label}: `, 'special') + quoting.primitive(ctx, result) + ctx.stylize(']', 'special');
    ctx.indent -= 2;
    return text;
  } catch (error) {
    return ctx.stylize(`[${label}: <Inspection threw (${error.message})>]`, 'special');
  }
}

function visible(ctx, text) {
  // eslint-disable-next-line no-control-regex
  return ctx.colors ? text.replace(/\u001b\[\d+m/g, '').length : text.length;
}

// Short objects go on one line, long arrays of short elements into columns, everything else on lines of their own.
function layOut(ctx, output, base, braces, shape, level, value) {
  const lead = base === '' ? '' : `${base} `;
  if (ctx.compact === true) {
    if (fits(ctx, output, output.length + ctx.indent + braces[0].length, base)) {
      return `${braces[0]}${base ? ` ${base}` : ''} ${output.join(', ')} ${braces[1]}`;
    }
    const newline = `\n${' '.repeat(ctx.indent)}`;
    return `${braces[0]}${base === '' && braces[0].length === 1 ? ' ' : `${base ? ` ${base}` : ''}\n${newline.slice(1)}  `}`
      + `${output.join(`,${newline}  `)} ${braces[1]}`;
  }
  let lines = output;
  if (ctx.compact !== false && ctx.compact >= 1) {
    if (shape.isArray && output.length > 6) lines = columns(ctx, output, value);
    if (ctx.level - level < ctx.compact && lines.length === output.length) {
      const start = lines.length + ctx.indent + braces[0].length + base.length + 10;
      if (fits(ctx, lines, start, base)) {
        const line = lines.join(', ');
        if (!line.includes('\n')) return `${lead}${braces[0]} ${line} ${braces[1]}`;
      }
    }
  }
  const newline = `\n${' '.repeat(ctx.indent)}`;
  return `${lead}${braces[0]}${newline}  ${lines.join(`,${newline}  `)}${newline}${braces[1]}`;
}

function fits(ctx, output, start, base) {
  let length = output.length + start;
  if (length + output.length > ctx.breakLength) return false;
  for (const text of output) {
    length += visible(ctx, text);
    if (length > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

function columns(ctx, output, value) {
  const hasRest = output.length > ctx.maxArrayLength;
  const count = hasRest ? output.length - 1 : output.length;
  const gap = 2;
  const widths = [];
  let total = 0;
  let widest = 0;
  for (let i = 0; i < count; i++) {
    const width = visible(ctx, output[i]);
    widths.push(width);
    total += width + gap;
    widest = Math.max(widest, width);
  }
  const cell = widest + gap;
  const even = total / cell > 5 || widest <= 6;
  if (cell * 3 + ctx.indent >= ctx.breakLength || !even) return output;
  // A character is about two and a half times as high as wide; the aim is a block that looks square.
  const biased = Math.max(cell - 3 - Math.sqrt(cell - total / output.length), 1);
  const number = Math.min(
    Math.round(Math.sqrt(2.5 * biased * count) / biased),
    Math.floor((ctx.breakLength - ctx.indent) / cell),
    ctx.compact * 4,
    15);
  if (number <= 1) return output;
  const columnWidths = [];
  for (let column = 0; column < number; column++) {
    let width = 0;
    for (let i = column; i < count; i += number) width = Math.max(width, widths[i]);
    columnWidths.push(width + gap);
  }
  let numeric = value !== undefined;
  for (let i = 0; numeric && i < output.length; i++) numeric = typeof value[i] === 'number' || typeof value[i] === 'bigint';
  const rows = [];
  for (let row = 0; row < count; row += number) {
    const end = Math.min(row + number, count);
    let line = '';
    for (let i = row; i < end; i++) {
      const last = i === end - 1;
      const invisible = output[i].length - widths[i];
      const width = columnWidths[i - row] + invisible - (last ? gap : 0);
      const text = last ? output[i] : `${output[i]}, `;
      if (numeric) line += text.padStart(width);
      else line += last ? text : text.padEnd(width);
    }
    rows.push(line);
  }
  if (hasRest) rows.push(output[count]);
  return rows;
}

inspect.custom = customInspect;
inspect.defaultOptions = defaults;
inspect.colors = colors;
inspect.styles = styles;

module.exports = { inspect, constructorName };
