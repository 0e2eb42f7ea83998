'use strict';
// jexpy:fs: files with promises. The names and behaviour of node:fs/promises, and exists().

const promises = require('node/fs/promises');

module.exports = { ...promises, async exists(path) { return require('internal/fs-core').exists(path); } };
