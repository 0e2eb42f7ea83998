'use strict';
// fs.Stats and fs.Dirent.

function kindMethods(Type, kindOf) {
  for (const [method, kind] of [['isFile', 'f'], ['isDirectory', 'd'], ['isSymbolicLink', 'l'], ['isSocket', 's'], ['isFIFO', 'p'],
    ['isCharacterDevice', 'c'], ['isBlockDevice', 'b']]) {
    internal.define(Type.prototype, method, { [method]() { return kindOf(this) === kind; } }[method]);
  }
}

const formats = { 0o100000: 'f', 0o040000: 'd', 0o120000: 'l', 0o140000: 's', 0o010000: 'p', 0o020000: 'c', 0o060000: 'b' };

class Stats {
  constructor(facts, bigint = false) {
    const whole = bigint ? (value) => BigInt(Math.trunc(value)) : (value) => value;
    const names = ['dev', 'ino', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'size'];
    const values = Object.fromEntries(names.map((name, i) => [name, whole(facts[i + 1])]));
    const [atimeMs, mtimeMs, ctimeMs, birthtimeMs] = [9, 10, 11, 12].map((i) => facts[i]);
    this.dev = values.dev;
    this.mode = values.mode;
    this.nlink = values.nlink;
    this.uid = values.uid;
    this.gid = values.gid;
    this.rdev = values.rdev;
    this.blksize = whole(4096);
    this.ino = values.ino;
    this.size = values.size;
    this.blocks = whole(Math.ceil(facts[8] / 4096) * 8);
    this.atimeMs = whole(atimeMs);
    this.mtimeMs = whole(mtimeMs);
    this.ctimeMs = whole(ctimeMs);
    this.birthtimeMs = whole(birthtimeMs);
    this.atime = new Date(atimeMs);
    this.mtime = new Date(mtimeMs);
    this.ctime = new Date(ctimeMs);
    this.birthtime = new Date(birthtimeMs);
  }
}
kindMethods(Stats, (stats) => formats[Number(stats.mode) & 0o170000]);

class Dirent {
  #kind;

  constructor(name, folder, kind) {
    this.name = name;
    this.parentPath = folder;
    this.path = folder;
    this.#kind = kind;
  }

  static kind(entry) { return entry.#kind; }
}
const { kind } = Dirent;
delete Dirent.kind;
kindMethods(Dirent, kind);

module.exports = { Stats, Dirent };
