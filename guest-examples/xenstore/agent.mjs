// An agent: it watches a node for requests, and answers each one in another node. A customer in the same script asks it three times.
//
//     jexpy run --xenstore memory guest-examples/xenstore/agent.mjs
import { connect } from 'jexpy:pyxs';

const REQUEST = '/agent/request';
const ANSWER = '/agent/answer';

/** The values of a node, as they come. The first event comes at once, and says no more than the others: look what is there. */
async function* changes(client, path) {
  let last = '';
  for await (const event of client.watch(path)) {
    const value = await client.readText(event.path);
    if (value !== last) yield last = value;
  }
}

async function agent() {
  const client = await connect();
  for await (const request of changes(client, REQUEST)) {
    await client.write(ANSWER, request.toUpperCase());
    if (request === 'bye') break;
  }
  client.close();
}

const client = await connect();
await Promise.all([client.write(REQUEST, ''), client.write(ANSWER, '')]);
const done = agent();
const answers = changes(client, ANSWER);
for (const request of ['hello', 'how are you', 'bye']) {
  await client.write(REQUEST, request);
  console.log(request, '->', (await answers.next()).value);
}
await answers.return();
await done;
await client.delete('/agent');
client.close();
