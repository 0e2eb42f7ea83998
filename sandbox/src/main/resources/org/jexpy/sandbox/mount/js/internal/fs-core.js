'use strict';
// File operations, each one call of the host. Errors carry Node's code, errno, syscall and path.

const { host } = internal;
const { Buffer } = require('node/buffer');
const { invalidType } = require('internal/validate');
const { Stats, Dirent } = require('internal/fs-stats');

const errnos = {
  EPERM: 1, ENOENT: 2, EIO: 5, EBADF: 9, EACCES: 13, EEXIST: 17, ENOTDIR: 20, EISDIR: 21, EINVAL: 22, EMFILE: 24, ENOSPC: 28,
  EROFS: 30, EPIPE: 32, ENAMETOOLONG: 36, ENOTEMPTY: 39, ELOOP: 40, EBUSY: 16, EXDEV: 18, ETXTBSY: 26, EFBIG: 27, ESPIPE: 29,
};
const texts = {
  EISDIR: 'illegal operation on a directory', EXDEV: 'cross-device link not permitted', EBUSY: 'resource busy or locked',
  ETXTBSY: 'text file is busy', ESPIPE: 'invalid seek', ELOOP: 'too many symbolic links encountered',
};

function attempt(syscall, path, dest, action) {
  try {
    return action();
  } catch (thrown) {
    const facts = internal.intrinsics.hostError(thrown);
    if (facts === undefined) throw thrown;
    const [code, text] = facts;
    // Java notices when it opens a folder, Node when it reads from it.
    if (code === 'EISDIR' && syscall === 'open' && dest === undefined && action.reads) return attempt('read', undefined, undefined, () => { throw thrown; });
    if (errnos[code] === undefined) throw internal.error('ERR_INVALID_ARG_VALUE', text, TypeError);
    const where = path === undefined ? '' : dest === undefined ? ` '${path}'` : ` '${path}' -> '${dest}'`;
    const error = new Error(`${code}: ${texts[code] ?? text}, ${syscall}${where}`);
    error.errno = -errnos[code];
    error.code = code;
    error.syscall = syscall;
    if (path !== undefined) error.path = path;
    if (dest !== undefined) error.dest = dest;
    throw error;
  }
}

function pathOf(path, name = 'path') {
  let text = path;
  if (path instanceof Uint8Array) text = Buffer.from(path).toString();
  else if (path !== null && typeof path === 'object' && typeof path.href === 'string') text = require('node/url').fileURLToPath(path);
  if (typeof text !== 'string') throw invalidType(name, 'of type string or an instance of Buffer or URL', path);
  if (text.includes('\u0000')) {
    throw internal.error('ERR_INVALID_ARG_VALUE', `The argument '${name}' must be a string, Uint8Array, or URL without null bytes. Received ${require('internal/inspect').inspect(text)}`, TypeError);
  }
  return text;
}

function optionsOf(options, fallback = {}) {
  return { ...fallback, ...(typeof options === 'string' ? { encoding: options } : options ?? {}) };
}

function modeOf(mode, fallback) {
  return mode === undefined || mode === null ? fallback : typeof mode === 'string' ? Number.parseInt(mode, 8) : mode;
}

const [writing, creating, exclusive, truncating, appending, sync] = [1, 0o100, 0o200, 0o1000, 0o2000, 0o4010000];
const namedFlags = { r: 0, w: writing | creating | truncating, a: writing | creating | appending };

// Node's flags as the numbers of Linux: a letter, then x (exclusive), s (synchronous) and + (reading and writing) in its orders.
function flagsOf(flags, fallback = 'r') {
  const given = flags ?? fallback;
  if (typeof given === 'number') {
    if (!Number.isInteger(given)) {
      throw internal.error('ERR_OUT_OF_RANGE', `The value of "flags" is out of range. It must be an integer. Received ${given}`, RangeError);
    }
    return given | 0;
  }
  const [, before, letter, after, plus] = /^([xs]?)([rwa])([xs]?)(\+?)$/.exec(typeof given === 'string' ? given : '') ?? [];
  const extra = before || after;
  if (letter === undefined || (before && after) || (letter === 'r' && extra === 'x') || (letter === 'w' && extra === 's')) {
    throw internal.error('ERR_INVALID_ARG_VALUE', `The argument 'flags' is invalid. Received ${require('internal/inspect').inspect(given)}`, TypeError);
  }
  return (plus ? namedFlags[letter] & ~writing | 2 : namedFlags[letter]) | (extra === 'x' ? exclusive : extra === 's' ? sync : 0);
}

function isUtf8(encoding) { return typeof encoding === 'string' && /^utf-?8$/i.test(encoding); }

function descriptorOf(target) { return typeof target === 'number' ? target : target?.fd; }

function readFile(target, options) {
  const { encoding } = optionsOf(options);
  const fd = descriptorOf(target);
  if (fd !== undefined) {
    const buffer = fd === 0 ? Buffer.from(attempt('read', undefined, undefined, () => host.input.readAll())) : readRest(fd);
    return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
  }
  const path = pathOf(target);
  if (isUtf8(encoding)) return attempt('open', path, undefined, reading(() => host.files.readText(path)));
  const buffer = Buffer.from(attempt('open', path, undefined, reading(() => host.files.read(path))));
  return encoding && encoding !== 'buffer' ? buffer.toString(encoding) : buffer;
}

function reading(action) { return Object.assign(action, { reads: true }); }

function readRest(fd) {
  const parts = [];
  while (true) {
    const part = Buffer.from(attempt('read', undefined, undefined, () => host.fileTable.read(fd, 1 << 20, -1)));
    if (part.length === 0) return Buffer.concat(parts);
    parts.push(part);
  }
}

function bytesOf(data, encoding) {
  if (typeof data === 'string') return Buffer.from(data, encoding);
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw invalidType('data', 'of type string or an instance of Buffer, TypedArray, or DataView', data);
}

function writeFile(target, data, options, defaultFlag = 'w') {
  const { encoding = 'utf8', flag, mode } = optionsOf(options);
  const fd = descriptorOf(target);
  if (fd !== undefined) {
    writeTo(fd, bytesOf(data, encoding), undefined);
    return;
  }
  const path = pathOf(target);
  const flags = flagsOf(flag, defaultFlag);
  if (typeof data === 'string' && isUtf8(encoding)) {
    attempt('open', path, undefined, () => host.files.writeText(path, flags, modeOf(mode, 0o666), data));
    return;
  }
  const bytes = bytesOf(data, encoding);
  attempt('open', path, undefined, () => host.files.write(path, flags, modeOf(mode, 0o666), bytes.buffer, bytes.byteOffset, bytes.byteLength));
}

function writeTo(fd, bytes, position) {
  if (fd === 1 || fd === 2) {
    const failure = host.io.writeBytes(fd, bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (failure !== '') throw internal.writeError(failure);
    return bytes.byteLength;
  }
  return attempt('write', undefined, undefined, () => host.fileTable.write(fd, bytes.buffer, bytes.byteOffset, bytes.byteLength, typeof position === 'number' ? position : -1));
}

function stat(path, options, follow = true) {
  const name = pathOf(path);
  try {
    return attempt(follow ? 'stat' : 'lstat', name, undefined, () => new Stats(host.files.stat(name, follow), options?.bigint));
  } catch (error) {
    if (options?.throwIfNoEntry === false && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function entries(path) { return attempt('scandir', path, undefined, () => [...host.files.list(path)]); }

function readdir(path, options) {
  const { withFileTypes, recursive, encoding } = optionsOf(options);
  const root = pathOf(path);
  const result = [];
  const walk = (folder, prefix) => {
    const list = entries(folder);
    for (let i = 0; i < list.length; i += 2) {
      const name = prefix + list[i];
      if (withFileTypes) result.push(new Dirent(list[i], folder, list[i + 1]));
      else result.push(encoding === 'buffer' ? Buffer.from(name) : name);
      if (recursive && list[i + 1] === 'd') walk(`${folder}/${list[i]}`, `${name}/`);
    }
  };
  walk(root, '');
  return result;
}

function mkdir(path, options) {
  const name = pathOf(path);
  const { recursive = false, mode } = typeof options === 'object' && options !== null ? options : { mode: options };
  const made = attempt('mkdir', name, undefined, () => host.files.makeFolder(name, Boolean(recursive), modeOf(mode, 0o777)));
  return recursive && made !== '' ? made : undefined;
}

function unlink(path) {
  const name = pathOf(path);
  attempt('unlink', name, undefined, () => host.files.delete(name, false));
}

function rmdir(path, options) {
  const name = pathOf(path);
  if (options?.recursive) rm(name, { recursive: true });
  else attempt('rmdir', name, undefined, () => host.files.delete(name, true));
}

function rm(path, options) {
  const name = pathOf(path);
  let facts;
  try {
    facts = stat(name, undefined, false);
  } catch (error) {
    if (options?.force && error.code === 'ENOENT') return;
    error.message = error.message.replace('lstat', 'rm');
    error.syscall = 'rm';
    throw error;
  }
  if (!facts.isDirectory()) {
    unlink(name);
    return;
  }
  if (!options?.recursive) {
    throw Object.assign(internal.error('ERR_FS_EISDIR', `Path is a directory: rm returned EISDIR (is a directory) ${name}`), { errno: 21, syscall: 'rm', path: name });
  }
  const list = entries(name);
  for (let i = 0; i < list.length; i += 2) rm(`${name}/${list[i]}`, options);
  rmdir(name);
}

function rename(from, to) {
  const [a, b] = [pathOf(from, 'oldPath'), pathOf(to, 'newPath')];
  attempt('rename', a, b, () => host.files.rename(a, b));
}

function copyFile(from, to, mode = 0) {
  const [a, b] = [pathOf(from, 'src'), pathOf(to, 'dest')];
  attempt('copyfile', a, b, () => host.files.copy(a, b, (mode & 1) !== 0));
}

function cp(from, to, options = {}) {
  const [a, b] = [pathOf(from, 'src'), pathOf(to, 'dest')];
  if (options.filter && !options.filter(a, b)) return;
  if (!stat(a, undefined, Boolean(options.dereference)).isDirectory()) {
    if (!exists(b) || options.force !== false) copyFile(a, b);
    else if (options.errorOnExist) throw internal.error('ERR_FS_CP_EEXIST', `Target already exists: cp returned EEXIST (${b} already exists) ${b}`);
    return;
  }
  if (!options.recursive) throw internal.error('ERR_FS_EISDIR', `Recursive option not enabled, cannot copy a directory: cp returned EISDIR (${a} is a directory (not copied)) ${a}`);
  mkdir(b, { recursive: true });
  const list = entries(a);
  for (let i = 0; i < list.length; i += 2) cp(`${a}/${list[i]}`, `${b}/${list[i]}`, options);
}

function access(path, mode = 0) {
  const name = pathOf(path);
  attempt('access', name, undefined, () => host.files.access(name, mode));
}

function exists(path) {
  try {
    access(path);
    return true;
  } catch {
    return false;
  }
}

function symlink(target, path) {
  const [a, b] = [pathOf(target, 'target'), pathOf(path)];
  attempt('symlink', a, b, () => host.files.link(a, b, true));
}

function link(existing, path) {
  const [a, b] = [pathOf(existing, 'existingPath'), pathOf(path, 'newPath')];
  attempt('link', a, b, () => host.files.link(a, b, false));
}

function one(syscall, action) {
  return (path, ...rest) => {
    const name = pathOf(path);
    return attempt(syscall, name, undefined, () => action(name, ...rest));
  };
}

const milliseconds = (time) => (typeof time === 'number' ? time * 1000 : new Date(time).getTime());

module.exports = {
  attempt, pathOf, optionsOf, modeOf, flagsOf, bytesOf, writeTo,
  readFile, writeFile,
  appendFile: (path, data, options) => writeFile(path, data, options, 'a'),
  stat, lstat: (path, options) => stat(path, options, false), readdir, mkdir, unlink, rmdir, rm, rename, copyFile, cp, access, exists,
  symlink, link,
  mkdtemp: one('mkdtemp', (prefix) => host.files.makeTemporaryFolder(prefix)),
  readlink: one('readlink', (path) => host.files.readLink(path)),
  realpath: one('realpath', (path) => host.files.realPath(path)),
  chmod: one('chmod', (path, mode) => host.files.changeMode(path, modeOf(mode, 0))),
  utimes: one('utime', (path, access, change) => host.files.changeTimes(path, milliseconds(access), milliseconds(change))),
  truncate: one('open', (path, length = 0) => host.files.truncate(path, length)),
  open: (path, flags, mode) => one('open', (name, bits) => host.fileTable.open(name, bits, modeOf(mode, 0o666)))(path, flagsOf(flags)),
  close: (fd) => attempt('close', undefined, undefined, () => host.fileTable.close(fd)),
  fstat: (fd, options) => attempt('fstat', undefined, undefined, () => new Stats(host.fileTable.stat(fd), options?.bigint)),
  ftruncate: (fd, length = 0) => attempt('ftruncate', undefined, undefined, () => host.fileTable.truncate(fd, length)),
  fsync: (fd) => attempt('fsync', undefined, undefined, () => host.fileTable.sync(fd)),
  readFrom: (fd, length, position) => Buffer.from(attempt('read', undefined, undefined, () => host.fileTable.read(fd, length, typeof position === 'number' ? position : -1))),
  constants: {
    F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4, COPYFILE_EXCL: 1, COPYFILE_FICLONE: 2, COPYFILE_FICLONE_FORCE: 4,
    O_RDONLY: 0, O_WRONLY: 1, O_RDWR: 2, O_CREAT: 64, O_EXCL: 128, O_TRUNC: 512, O_APPEND: 1024, O_DSYNC: 4096,
    O_DIRECTORY: 65536, O_NOFOLLOW: 131072, O_SYNC: 1052672,
    S_IFMT: 61440, S_IFREG: 32768, S_IFDIR: 16384, S_IFLNK: 40960,
  },
};
