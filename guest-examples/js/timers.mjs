// Timers and promises; the run ends by itself when none is left.
//
//     jexpy run guest-examples/js/timers.mjs
const sleep = (ms, value) => new Promise((resolve) => setTimeout(resolve, ms, value));

await new Promise((resolve) => {
  const ticks = [];
  const interval = setInterval(() => {
    ticks.push(ticks.length);
    if (ticks.length === 3) {
      clearInterval(interval);
      console.log('ticks', ticks);
      resolve();
    }
  }, 20);
});

setTimeout(() => console.log('never printed'), 60_000).unref();
queueMicrotask(() => console.log('microtask'));
console.log('first');
console.log(await Promise.all([sleep(200, 'slow'), sleep(10, 'fast')]));

const controller = new AbortController();
setTimeout(() => controller.abort(), 20);
await new Promise((resolve) => controller.signal.addEventListener('abort', resolve));
console.log(controller.signal.reason.name);
