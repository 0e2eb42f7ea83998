// A process of a Java program that goes on until it is stopped.
import { ready } from 'jexpy:exos';

// A package and a standard class, to show that they are there.
const url = new URL('jexpy:exos');
let count = 0;
setInterval(() => console.log(`${url.protocol} ${++count}`), 1000);
export function add(number) {
  count += number;
  return count;
}
console.log('counting');
ready();
