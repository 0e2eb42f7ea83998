// A script with npm packages beside it: an ES module, a CommonJS one, and a data file. None needs a flag.
//
//     jexpy run guest-examples/js/packages/main.mjs
import { greet, languages } from 'greetings';
import motto from 'motto';

for (const language of languages) console.log(greet(language, 'jexpy'));
console.log(motto());
