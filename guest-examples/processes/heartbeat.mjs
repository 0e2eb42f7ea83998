// Has itself watched by the container. With the argument `silent` it stops to send heartbeats: that is a failure, and the
// container ends the process.
//
// jexpy serve --modules guest-examples/processes
// jexpy exec 'create process heartbeat js-module heartbeat silent'
// jexpy exec 'start process heartbeat'
import { Heartbeat, ready } from 'jexpy:exos';

const heartbeat = new Heartbeat('squares', 5);
ready();
for (const number of [1, 2, 3]) {
  await new Promise((resolve) => setTimeout(resolve, 20));
  heartbeat.keepalive();
  console.log('alive', number * number);
}
if (process.argv[2] === 'silent') {
  console.log('silent from now on');
  setTimeout(() => {}, 3_600_000);
} else {
  heartbeat.deregister();
  console.log('not watched any more');
}
