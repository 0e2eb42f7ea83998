'use strict';
// console.table.

const { inspect } = require('internal/inspect');
const types = require('internal/types');
const { invalidType } = require('internal/validate');

const indexName = '(index)';
const valuesName = 'Values';

function cell(value) {
  const deep = value !== null && typeof value === 'object' && !Array.isArray(value) && Object.keys(value).length > 2;
  return inspect(value, { maxArrayLength: 3, breakLength: Infinity, depth: deep ? -1 : 0, colors: internal.host.io.hasColors(1) });
}

function width(text) {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[\d+m/g, '').length;
}

function padded(text, space) { return ` ${text}${' '.repeat(space - width(text) - 1)}`; }

function render(head, rows) {
  const widths = head.map((name, i) => Math.max(width(name), ...rows.map((row) => width(row[i] ?? ''))) + 2);
  const bars = widths.map((size) => '─'.repeat(size));
  const line = (row) => `│${row.map((text, i) => padded(text ?? '', widths[i])).join('│')}│`;
  return [`┌${bars.join('┬')}┐`, line(head), `├${bars.join('┼')}┤`, ...rows.map(line), `└${bars.join('┴')}┘`].join('\n');
}

function rowsOf(data) {
  if (types.isMap(data)) {
    return { index: '(iteration index)', columns: ['Key', valuesName],
      rows: [...data].map(([key, value], i) => [String(i), cell(key), cell(value)]) };
  }
  if (types.isSet(data) || types.isIterator(data)) {
    return { index: '(iteration index)', columns: [valuesName], rows: [...data].map((value, i) => [String(i), cell(value)]) };
  }
  return undefined;
}

function table(data, filter) {
  if (data === null || typeof data !== 'object') {
    internal.emit(1, [data]);
    return;
  }
  if (filter !== undefined && !Array.isArray(filter)) throw invalidType('properties', 'an instance of Array', filter);
  const special = rowsOf(data);
  if (special !== undefined) {
    internal.emit(1, [render([special.index, ...special.columns], special.rows)]);
    return;
  }
  const names = new Map();
  const rows = [];
  let hasValues = false;
  for (const key of Object.keys(data)) {
    const item = data[key];
    const primitive = item === null || (typeof item !== 'object' && typeof item !== 'function');
    const row = { key, cells: new Map(), value: undefined };
    if (primitive) {
      row.value = cell(item);
      hasValues = true;
    } else {
      for (const name of filter ?? Object.keys(item)) {
        names.set(name, true);
        row.cells.set(name, Object.prototype.hasOwnProperty.call(item, name) ? cell(item[name]) : '');
      }
    }
    rows.push(row);
  }
  for (const name of filter ?? []) names.set(String(name), true);
  const columns = [...names.keys()];
  const head = [indexName, ...columns, ...(hasValues ? [valuesName] : [])];
  internal.emit(1, [render(head, rows.map((row) => [row.key, ...columns.map((name) => row.cells.get(name) ?? ''),
    ...(hasValues ? [row.value ?? ''] : [])]))]);
}

module.exports = { table };
