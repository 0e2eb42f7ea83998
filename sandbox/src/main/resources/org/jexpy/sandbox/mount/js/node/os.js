'use strict';
const { host } = internal;
const process = require('node/process');
const names = { linux: 'Linux', darwin: 'Darwin' };
module.exports = {
  EOL: '\n',
  devNull: '/dev/null',
  arch: () => process.arch,
  platform: () => process.platform,
  type: () => names[process.platform] ?? process.platform,
  release: () => host.process.machine('os.version'),
  version: () => host.process.machine('os.version'),
  machine: () => host.process.machine('os.arch'),
  endianness: () => 'LE',
  tmpdir: () => (process.env.TMPDIR ?? '/tmp').replace(/(.)\/$/, '$1'),
  homedir: () => process.env.HOME ?? '/',
  hostname: () => process.env.HOSTNAME ?? 'localhost',
  uptime: () => host.process.sinceStart() / 1000,
  loadavg: () => [0, 0, 0],
  totalmem: () => host.process.memory()[2],
  freemem: () => host.process.memory()[2] - host.process.memory()[0],
  availableParallelism: () => host.process.processors(),
  cpus: () => Array.from({ length: host.process.processors() }, () => ({ model: 'unknown', speed: 0, times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 } })),
  networkInterfaces: () => ({}),
  userInfo: () => ({ uid: process.getuid(), gid: process.getgid(), username: process.env.USER ?? 'guest', homedir: process.env.HOME ?? '/', shell: null }),
  constants: { signals: { SIGHUP: 1, SIGINT: 2, SIGQUIT: 3, SIGKILL: 9, SIGTERM: 15 }, errno: {} },
};
