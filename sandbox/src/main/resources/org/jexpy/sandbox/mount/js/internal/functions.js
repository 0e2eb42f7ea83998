'use strict';
// What the host calls by name: what the main module exports, or else a global function, with plain data.

function native(value) {
  if (typeof value !== 'object') return value;
  const [kind, ...rest] = Array.from({ length: value.length }, (_, at) => value[at]);
  if (kind === 'n') return null;
  if (kind === 'i') return BigInt(rest[0]);
  if (kind === 'b') return Uint8Array.from(rest[0], (each) => each.charCodeAt(0));
  const items = rest.map(native);
  if (kind === 'l') return items;
  return Object.fromEntries(Array.from({ length: items.length / 2 }, (_, at) => [items[2 * at], items[2 * at + 1]]));
}

function exported() { return internal.main ?? internal.commonJsMain?.exports ?? {}; }

// The runtime's own are no functions of the script: not even while the script awaits, and has no exports yet.
function isGlobalOfScript(name) { return Object.hasOwn(globalThis, name) && !internal.globalsOfRuntime?.has(name); }

function find(path) {
  const names = path.split('.');
  let owner;
  let here;
  if (Object.hasOwn(exported(), names[0])) here = exported();
  else if (isGlobalOfScript(names[0])) here = globalThis;
  for (const name of names) {
    owner = here;
    here = here?.[name];
  }
  return typeof here === 'function' ? { owner, here } : undefined;
}

function failed(reply, error) {
  const isError = error instanceof Error;
  reply('raised', isError ? `${error.name}: ${error.message}` : `Uncaught ${String(error)}`, isError ? String(error.stack) : '');
}

function call(path, values, reply) {
  const found = find(path);
  if (found === undefined) {
    const all = exported();
    reply('missing', Object.keys(all).filter((name) => typeof all[name] === 'function'));
    return;
  }
  let result;
  try {
    result = found.here.apply(found.owner, Array.from({ length: values.length }, (_, at) => native(values[at])));
  } catch (error) {
    failed(reply, error);
    return;
  }
  if (result instanceof Promise) result.then((value) => reply('done', value), (error) => failed(reply, error));
  else reply('done', result);
}

module.exports = { call };
