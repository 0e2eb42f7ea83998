'use strict';
// URL and URLSearchParams: the npm package whatwg-url, printed as Node prints them.

const { customInspect } = internal.symbols;
const { URL, URLSearchParams } = require('npm/whatwg-url/index');

Object.defineProperty(URL.prototype, customInspect, {
  configurable: true,
  writable: true,
  value(depth, options, inspect) {
    if (depth < 0) return '[URL]';
    const facts = {};
    for (const name of ['href', 'origin', 'protocol', 'username', 'password', 'host', 'hostname', 'port', 'pathname', 'search', 'searchParams', 'hash']) {
      facts[name] = this[name];
    }
    return `${this.constructor.name} ${inspect(facts, options)}`;
  },
});

Object.defineProperty(URLSearchParams.prototype, customInspect, {
  configurable: true,
  writable: true,
  value(depth, options, inspect) {
    if (depth < 0) return '[Object]';
    const output = [...this].map(([key, value]) => `${inspect(key, options)} => ${inspect(value, options)}`);
    return output.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${output.join(', ')} }`;
  },
});

module.exports = { URL: withNodeErrors(URL), URLSearchParams };

function withNodeErrors(Base) {
  class URL extends Base {
    constructor(input, base) {
      if (arguments.length === 0) throw internal.error('ERR_MISSING_ARGS', 'The "url" argument must be specified', TypeError);
      try {
        if (base === undefined) super(input);
        else super(input, base);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        const failure = internal.error('ERR_INVALID_URL', 'Invalid URL', TypeError);
        failure.input = `${input}`;
        if (base !== undefined) failure.base = `${base}`;
        throw failure;
      }
    }

    static createObjectURL(blob) { return require('internal/blob').createObjectURL(blob); }
    static revokeObjectURL(url) { require('internal/blob').revokeObjectURL(url); }
  }
  return URL;
}
