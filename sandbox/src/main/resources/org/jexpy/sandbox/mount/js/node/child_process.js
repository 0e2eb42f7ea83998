'use strict';
// There to be loaded, because packages do so for what only few of their users call: no child process can be started from here yet.

for (const name of ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync']) {
  internal.define(module.exports, name, { [name](program) {
    throw internal.error('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `child_process.${name}(${typeof program === 'string' ? `'${program}'` : ''}): `
      + 'JavaScript in jexpy cannot start child processes yet; Python can, by --allow-run');
  } }[name], true);
}
module.exports.ChildProcess = class ChildProcess extends require('node/events') {};
