'use strict';
// CommonJS: Module, require, require.resolve, require.cache. Finding files is the host's part (one call per require).

const { host, intrinsics } = internal;
const builtins = new Map(host.modules.builtinNames().split(' ').map((name) => [name, `node/${name}`]));

class Module {
  constructor(id, parent) {
    this.id = id;
    this.path = id.slice(0, Math.max(id.lastIndexOf('/'), 1));
    this.exports = {};
    internal.define(this, 'parent', parent);
    this.filename = id;
    this.loaded = false;
    this.children = [];
    internal.define(this, 'require', (specifier) => requireFrom(specifier, this));
    if (parent) parent.children.push(this);
  }

  get paths() { return host.modules.folders(this.filename ?? '/').split('\n'); }
  set paths(value) { internal.define(this, 'paths', value, true); }

  _compile(text, filename) {
    const run = intrinsics.compile(filename, text, 'commonjs');
    return run.call(this.exports, this.exports, makeRequire(this), this, filename, this.path);
  }
}
Module._cache = Object.create(null);
Module._extensions = Object.assign(Object.create(null), {
  '.js'(module, filename) { module._compile(internal.attempt(() => host.modules.readText(filename)), filename); },
  '.json'(module, filename) {
    try {
      module.exports = JSON.parse(host.modules.readText(filename).replace(/^\ufeff/, ''));
    } catch (error) {
      error.message = `${filename}: ${error.message}`;
      throw error;
    }
  },
  '.node'(module, filename) {
    throw internal.error('ERR_DLOPEN_FAILED', `${filename} is a native addon; jexpy runs JavaScript only. Use a package without native parts`);
  },
});

function builtin(specifier) {
  if (specifier.startsWith('node:')) {
    const id = builtins.get(specifier.slice(5));
    if (id === undefined) throw internal.error('ERR_UNKNOWN_BUILTIN_MODULE', `No such built-in module: ${specifier}; known are ${[...builtins.keys()].join(', ')}`);
    return id;
  }
  if (specifier.startsWith('jexpy:')) return host.modules.surface(specifier);
  return builtins.get(specifier);
}

function requireStack(module) {
  const stack = [];
  for (let at = module; at; at = at.parent) stack.push(at.filename ?? at.id);
  return stack;
}

function resolve(specifier, module) {
  if (typeof specifier !== 'string') throw require('internal/validate').invalidType('id', 'of type string', specifier);
  if (specifier === '') throw internal.error('ERR_INVALID_ARG_VALUE', "The argument 'id' must be a non-empty string. Received ''", TypeError);
  const id = builtin(specifier);
  if (id !== undefined) return { builtin: id };
  const answer = host.modules.resolveRequire(specifier, module.filename);
  if (answer.startsWith('/')) return { path: answer };
  const end = answer.indexOf('\n');
  const code = answer.slice(0, end);
  let message = answer.slice(end + 1);
  if (code !== 'MODULE_NOT_FOUND') throw internal.error(code, message);
  const stack = requireStack(module);
  const [first, ...more] = message.split('\n');
  message = [first, ...(stack.length > 0 ? [`Require stack:\n- ${stack.join('\n- ')}`] : []), ...more].join('\n');
  const error = internal.error(code, message);
  error.requireStack = stack;
  throw error;
}

function requireFrom(specifier, parent) {
  const found = resolve(specifier, parent);
  return found.builtin !== undefined ? internal.load(found.builtin) : loadFile(found.path, parent);
}

function loadFile(path, parent) {
  const known = Module._cache[path];
  if (known !== undefined) {
    if (parent && !parent.children.includes(known)) parent.children.push(known);
    return known.exports;
  }
  const module = new Module(path, parent);
  Module._cache[path] = module;
  try {
    const dot = path.lastIndexOf('.');
    const extension = dot > path.lastIndexOf('/') ? path.slice(dot) : '.js';
    if (extension === '.mjs' || (extension === '.js' && host.modules.isModule(path))) {
      const namespace = intrinsics.requireModule(host.modules.urlOfPath(path));
      module.exports = 'module.exports' in namespace ? namespace['module.exports'] : namespace;
    } else (Module._extensions[extension] ?? Module._extensions['.js'])(module, path);
    module.loaded = true;
  } catch (error) {
    delete Module._cache[path];
    throw error;
  }
  return module.exports;
}

function makeRequire(module) {
  const require = function require(specifier) { return requireFrom(specifier, module); };
  require.resolve = (specifier, options) => {
    for (const base of options?.paths ?? []) {
      try {
        return resolve(specifier, new Module(`${base.replace(/\/$/, '')}/noop.js`)).path;
      } catch { /* the next folder may have it */ }
    }
    const found = resolve(specifier, module);
    return found.path ?? specifier;
  };
  require.resolve.paths = (specifier) => (builtin(specifier) === undefined ? host.modules.folders(module.filename).split('\n') : null);
  require.main = mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

let mainModule;

function runMain(path) {
  if (!host.modules.exists(path)) {
    // The host knows whether it is missing or may not be read.
    const error = internal.error('MODULE_NOT_FOUND', `Cannot find module '${path}'`);
    error.requireStack = [];
    throw error;
  }
  mainModule = new Module(path);
  mainModule.id = '.';
  internal.commonJsMain = mainModule;
  Module._cache[path] = mainModule;
  const dot = path.lastIndexOf('.');
  const load = Module._extensions[path.slice(dot)] ?? Module._extensions['.js'];
  load(mainModule, path);
  mainModule.loaded = true;
}

// Makes what a file has as parameters global, for code that is in none.
function useGlobals(name, more) {
  const module = new Module(`${host.process.cwd()}/${name}`);
  module.id = name;
  mainModule = undefined;
  const globals = { exports: module.exports, require: makeRequire(module), module, ...more };
  for (const key of Object.keys(globals)) internal.define(globalThis, key, globals[key]);
}

function runText(name, text) {
  useGlobals(name, { __filename: name, __dirname: '.' });
  return intrinsics.compile(name, text, 'script');
}

function createRequire(from) {
  const path = String(from).startsWith('file:') ? host.modules.pathOfUrl(String(from)) : String(from);
  if (!path.startsWith('/')) {
    throw internal.error('ERR_INVALID_ARG_VALUE', `The argument 'filename' must be a file URL object, file URL string, or absolute path string. Received '${path}'`, TypeError);
  }
  return makeRequire(new Module(path.endsWith('/') ? `${path}noop.js` : path));
}

module.exports = { Module, requireFile: (path) => loadFile(path, undefined), runMain, runText, useGlobals, createRequire, builtins };
