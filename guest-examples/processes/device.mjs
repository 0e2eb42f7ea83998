// Either half of a device, as its argument says. They agree by the XenStore that the container serves: each tells its state there, and waits
// for the other's.
//
// jexpy serve --modules guest-examples/processes --xenstore memory
// jexpy exec 'create process backend js-module device backend'
// jexpy exec 'create process frontend js-module device frontend'
// jexpy exec 'start process backend'
// jexpy exec 'start process frontend'
import { connect } from 'jexpy:pyxs';

const FRONTEND = '/local/domain/1/device/echo/0';
const BACKEND = '/local/domain/0/backend/echo/1/0';
const State = { INITIALISING: 1, INIT_WAIT: 2, INITIALISED: 3, CONNECTED: 4, CLOSING: 5, CLOSED: 6 };

async function announce(client, own, state) {
  await client.write(`${own}/state`, String(State[state]));
  console.log(state);
}

/** Wait until the other half is in a state, or beyond it. The first event comes at once. */
async function awaitState(client, other, state) {
  for await (const { path } of client.watch(`${other}/state`)) {
    if (await client.exists(path) && Number(await client.readText(path)) >= State[state]) return;
  }
}

async function backend(client) {
  await client.write(`${BACKEND}/frontend`, FRONTEND);
  await client.write(`${BACKEND}/feature-rotate`, '1');
  await announce(client, BACKEND, 'INIT_WAIT');
  await awaitState(client, FRONTEND, 'INITIALISED');
  console.log('ring', await client.readText(`${FRONTEND}/ring-ref`), 'on channel', await client.readText(`${FRONTEND}/event-channel`));
  await announce(client, BACKEND, 'CONNECTED');
  await awaitState(client, FRONTEND, 'CLOSING');
  await announce(client, BACKEND, 'CLOSED');
  await awaitState(client, FRONTEND, 'CLOSED');
  await Promise.all([BACKEND, FRONTEND].map((half) => client.delete(half)));
  console.log('removed');
}

async function frontend(client) {
  await client.write(`${FRONTEND}/backend`, BACKEND);
  await announce(client, FRONTEND, 'INITIALISING');
  await awaitState(client, BACKEND, 'INIT_WAIT');
  console.log('can rotate:', await client.readText(`${BACKEND}/feature-rotate`));
  // Others see both, or none.
  await client.transaction(async (tx) => {
    await tx.write(`${FRONTEND}/ring-ref`, '8');
    await tx.write(`${FRONTEND}/event-channel`, '15');
  });
  await announce(client, FRONTEND, 'INITIALISED');
  await awaitState(client, BACKEND, 'CONNECTED');
  await announce(client, FRONTEND, 'CONNECTED');
  await announce(client, FRONTEND, 'CLOSING');
  await awaitState(client, BACKEND, 'CLOSED');
  await announce(client, FRONTEND, 'CLOSED');
}

const client = await connect();
await { backend, frontend }[process.argv[2]](client);
client.close();
