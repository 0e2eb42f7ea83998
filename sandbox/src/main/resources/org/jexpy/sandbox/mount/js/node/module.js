'use strict';
const { Module, createRequire, builtins } = require('internal/cjs');
Module.builtinModules = [...builtins.keys()];
Module.isBuiltin = (name) => builtins.has(String(name).replace(/^node:/, ''));
Module.createRequire = createRequire;
Module.Module = Module;
module.exports = Module;
