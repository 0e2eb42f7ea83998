// A daemon that greets those whom its arguments name, and then waits for its end.
//
// jexpy serve --modules guest-examples/processes
// jexpy exec 'create process greeter js-module greeter start auto arg1'
import { getProcessName, ready } from 'jexpy:exos';

console.log('hello,', ...process.argv.slice(2), 'from', getProcessName());
process.on('exit', () => console.log('bye'));
setInterval(() => {}, 60_000);
ready();
