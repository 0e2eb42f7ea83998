'use strict';
// jexpy:process: the process object, also as single names.

const process = require('node/process');

module.exports = {
  process,
  get argv() { return process.argv; },
  get env() { return process.env; },
  get stdin() { return process.stdin; },
  get stdout() { return process.stdout; },
  get stderr() { return process.stderr; },
  get pid() { return process.pid; },
  get platform() { return process.platform; },
  cwd: () => process.cwd(),
  exit: (code) => process.exit(code),
  on: (name, listener) => process.on(name, listener),
  hrtime: process.hrtime,
  memoryUsage: process.memoryUsage,
  nextTick: process.nextTick,
};
