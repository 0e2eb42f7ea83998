'use strict';
const path = require('npm/path-browserify');
internal.process ?? require('node/process');
path.toNamespacedPath = (value) => value;
path.posix = path;
path.matchesGlob = undefined;
delete path.matchesGlob;
module.exports = path;
