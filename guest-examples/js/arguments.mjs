// Counts words: arguments from process.argv, text from standard input.
//
//     printf 'a b a\n' | jexpy run guest-examples/js/arguments.mjs 1
import process from 'jexpy:process';

const top = Number(process.argv[2] ?? 3);
process.stdin.setEncoding('utf8');
let text = '';
for await (const chunk of process.stdin) text += chunk;

const counts = new Map();
for (const word of text.split(/\s+/).filter(Boolean)) counts.set(word, (counts.get(word) ?? 0) + 1);
if (counts.size === 0) {
  console.error('no words on standard input');
  process.exit(1);
}
const sorted = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
for (const [word, count] of sorted.slice(0, top)) console.log(String(count).padStart(3), word);
