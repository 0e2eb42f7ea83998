// A daemon with two timers: one for each step, and one that gives up in time.
//
// jexpy serve --modules guest-examples/processes
// jexpy exec 'create process timers js-module timers start auto'
import { ready } from 'jexpy:exos';

const STEPS = 3;
const late = setTimeout(() => console.log('never printed'), 3_600_000);
let number = 0;
const interval = setInterval(() => {
  number += 1;
  console.log('step', number);
  if (number === STEPS) {
    clearInterval(interval);
    clearTimeout(late);
    console.log('all steps done');
  }
}, 50);
ready();
