'use strict';
// Completion in a conversation: names of globals, and of the properties of what a dotted name means. Nothing of the user's is
// called on the way: getters and proxies are not asked.

const { intrinsics } = internal;
const keywords = ('async await break case catch class const continue debugger default delete do else export extends false finally for '
  + 'function if import in instanceof let new null return super switch this throw true try typeof undefined var void while with yield').split(' ');
const isName = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

function complete(word, globals, commands) {
  const dot = word.lastIndexOf('.');
  if (dot === 0) return commands.map((name) => `.${name}`).filter((name) => name.startsWith(word)).sort();
  const prefix = word.slice(dot + 1);
  if (dot < 0) {
    const names = new Set([...globals, ...namesOf(globalThis), ...keywords]);
    return chosen(names, prefix, '');
  }
  const owner = word.slice(0, dot);
  const found = meaning(owner.split('.'), globals);
  return found === undefined || found.value === null || found.value === undefined ? [] : chosen(namesOf(found.value), prefix, `${owner}.`);
}

function chosen(names, prefix, head) {
  return [...names].filter((name) => typeof name === 'string' && name.startsWith(prefix) && isName.test(name)).sort().map((name) => head + name);
}

function namesOf(value) {
  const names = new Set();
  for (let at = Object(value); at !== null && intrinsics.kindOf(at) !== 'Proxy'; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) names.add(name);
  }
  return names;
}

/** The value of a chain of names, in an object; undefined if finding it would run code. */
function meaning([first, ...rest], globals) {
  let value;
  if (first === 'globalThis' || first === 'global' || first === 'this') value = globalThis;
  else if (!isName.test(first) || keywords.includes(first)) return undefined;
  else {
    const property = describe(globalThis, first);
    if (property === undefined && !globals.includes(first)) return undefined;
    if (asks(property)) return undefined;
    try {
      value = intrinsics.parse('completion', first)();
    } catch {
      return undefined; // not initialised
    }
  }
  for (const name of rest) {
    if (value === null || value === undefined) return undefined;
    const property = describe(Object(value), name);
    if (property === undefined || asks(property)) return undefined;
    value = property.get === undefined ? property.value : property.get();
  }
  return { value };
}

/** Whether reading a property runs code of the user's. */
function asks(property) { return property?.get !== undefined && !internal.isLoader(property.get); }

function describe(object, name) {
  for (let at = object; at !== null && intrinsics.kindOf(at) !== 'Proxy'; at = Object.getPrototypeOf(at)) {
    const property = Object.getOwnPropertyDescriptor(at, name);
    if (property !== undefined) return property;
  }
  return undefined;
}

module.exports = { complete };
