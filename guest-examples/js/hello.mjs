const name = globalThis.process?.argv?.[2] ?? 'world';
console.log(`Hello, ${name}, from JavaScript`);
