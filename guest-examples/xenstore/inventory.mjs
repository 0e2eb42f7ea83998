// Writes an inventory of two machines in one transaction, and walks it.
//
//     jexpy run --xenstore memory guest-examples/xenstore/inventory.mjs
import { connect } from 'jexpy:pyxs';

const ROOT = '/inventory';
const MACHINES = {
  web: { memory: '512', 'device/vif/0/mac': '00:16:3e:00:00:01', 'device/vbd/0/mode': 'r' },
  db: { memory: '4096', 'device/vbd/0/mode': 'w', 'device/vbd/1/mode': 'w' },
};

const client = await connect();
// Others see all of it, or nothing.
await client.transaction(async (tx) => {
  for (const [machine, entries] of Object.entries(MACHINES)) {
    for (const [entry, value] of Object.entries(entries)) await tx.write(`${ROOT}/${machine}/${entry}`, value);
  }
});
const text = new TextDecoder();
for await (const { path, value, children } of client.walk(ROOT)) {
  const parts = path.split('/').slice(1);
  console.log('    '.repeat(parts.length - 1) + parts.at(-1), value.length > 0 ? `= ${text.decode(value)}` : `(${children.length})`);
}
await client.delete(ROOT);
client.close();
