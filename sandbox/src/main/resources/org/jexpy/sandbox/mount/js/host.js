'use strict';
// `import host from 'jexpy:host'`: the host objects of the surfaces by name, for their facades; each is made on first use.
const { surfaces } = internal.host;
for (const name of surfaces.names().split(' ')) {
  if (name !== '') Object.defineProperty(module.exports, name, { get: () => surfaces.get(name) });
}
