// Eight writers count in one node, each with a connection of its own; transactions see to it that no step is lost.
//
//     jexpy run --xenstore memory guest-examples/xenstore/counter.mjs
import { connect } from 'jexpy:pyxs';

const COUNTER = '/counter';
const WRITERS = 8;
const STEPS = 25;

async function step(tx) {
  const value = Number(await tx.readText(COUNTER)) + 1;
  await tx.write(COUNTER, String(value));
  return value;
}

async function count(seen) {
  const client = await connect();
  for (let i = 0; i < STEPS; i++) {
    // Whoever comes between makes it run again: as often as others can have a step.
    seen.push(await client.transaction(step, { retries: WRITERS * STEPS }));
  }
  client.close();
}

const client = await connect();
await client.write(COUNTER, '0');
const seen = [];
await Promise.all(Array.from({ length: WRITERS }, () => count(seen)));
console.log(`${WRITERS} writers, ${STEPS} steps each: ${await client.readText(COUNTER)}`);
seen.sort((a, b) => a - b);
console.log('each step was seen once:', seen.every((value, index) => value === index + 1) && seen.length === WRITERS * STEPS);
await client.delete(COUNTER);
client.close();
