'use strict';
// node:fs: the synchronous functions, and callbacks that are told in the next turn.

const core = require('internal/fs-core');
const { Stats, Dirent } = require('internal/fs-stats');
const { requireFunction } = require('internal/validate');

const fs = {
  constants: core.constants,
  ...core.constants,
  Stats,
  Dirent,
  existsSync: core.exists,
  readSync(fd, buffer, offset, length, position) {
    const options = typeof offset === 'object' && offset !== null ? offset : { offset, length, position };
    const start = options.offset ?? 0;
    const part = core.readFrom(fd, options.length ?? buffer.byteLength - start, options.position);
    new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength).set(part, start);
    return part.length;
  },
  writeSync(fd, data, offset, length, position) {
    if (typeof data === 'string') return core.writeTo(fd, core.bytesOf(data, length), offset);
    const start = offset ?? 0;
    return core.writeTo(fd, core.bytesOf(data).subarray(start, length == null ? undefined : start + length), position);
  },
  exists(path, callback) { internal.nextTick(callback, [core.exists(path)]); },
  get promises() { return require('node/fs/promises'); },
};

const plain = ['readFile', 'writeFile', 'appendFile', 'stat', 'lstat', 'readdir', 'mkdir', 'unlink', 'rmdir', 'rm', 'rename', 'copyFile',
  'cp', 'access', 'symlink', 'link', 'mkdtemp', 'readlink', 'realpath', 'chmod', 'utimes', 'truncate', 'open', 'close', 'fstat', 'ftruncate', 'fsync'];

function callbackForm(name, action) {
  return { [name](...args) {
    const callback = args.pop();
    requireFunction(callback, 'cb');
    let result;
    try {
      result = action(...args);
    } catch (error) {
      if (error instanceof TypeError) throw error;
      internal.nextTick(callback, [error]);
      return;
    }
    internal.nextTick(callback, result === undefined ? [null] : [null, result]);
  } }[name];
}

for (const name of plain) {
  const sync = `${name}Sync`;
  fs[sync] = { [sync](...args) { return core[name](...args); } }[sync];
  fs[name] = callbackForm(name, core[name]);
}
fs.realpathSync.native = fs.realpathSync;
fs.realpath.native = fs.realpath;
fs.read = (fd, buffer, ...rest) => {
  const callback = rest.pop();
  callbackForm('read', () => fs.readSync(fd, buffer, ...rest))((error, count) => callback(error, count, buffer));
};
fs.write = (fd, data, ...rest) => {
  const callback = rest.pop();
  callbackForm('write', () => fs.writeSync(fd, data, ...rest))((error, count) => callback(error, count, data));
};
for (const name of ['createReadStream', 'createWriteStream']) fs[name] = (...args) => require('internal/fs-streams')[name](...args);
for (const name of ['watch', 'watchFile', 'unwatchFile']) {
  fs[name] = () => { throw internal.error('ERR_FEATURE_UNAVAILABLE_ON_PLATFORM', `fs.${name} is not available in jexpy; poll with fs.stat instead`); };
}

module.exports = fs;
