'use strict';
// The web's streams: the npm package web-streams-polyfill, loaded when a script touches a stream.

const { ReadableStream, WritableStream, TransformStream, CountQueuingStrategy, ByteLengthQueuingStrategy } = require('npm/web-streams-polyfill');

ReadableStream.from ??= (source) => {
  const iterator = source[Symbol.asyncIterator]?.() ?? source[Symbol.iterator]();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel(reason) { await iterator.return?.(reason); },
  });
};

module.exports = { ReadableStream, WritableStream, TransformStream, CountQueuingStrategy, ByteLengthQueuingStrategy };
