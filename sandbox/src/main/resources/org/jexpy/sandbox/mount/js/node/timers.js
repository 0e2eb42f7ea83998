'use strict';
const timers = require('internal/timers');
const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = timers;
module.exports = { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate, promises: require('node/timers/promises') };
