// What the start-up cache is made from: what nearly every script does, and little more.
const fib = (n) => (n < 2 ? n : fib(n - 1) + fib(n - 2));
const values = new Map([['words', 'a few words'.split(' ').map((word) => word.toUpperCase())]]);
await Promise.resolve();
console.log('hello', fib(12), JSON.stringify([...values]), `${values.size}`);
