'use strict';
// node:assert with Node's error class and, for simple values, its texts.

const { inspect } = require('internal/inspect');
const { isDeepEqual, isDeepStrictEqual } = require('internal/deep-equal');
const { invalidType, requireFunction } = require('internal/validate');

const titles = {
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  strictEqual: 'Expected values to be strictly equal:',
  deepEqual: 'Expected values to be loosely deep-equal:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};

function show(value) {
  return inspect(value, { compact: false, customInspect: false, depth: 1000, maxArrayLength: Infinity, breakLength: Infinity, sorted: true, getters: true });
}

// Lines of both sides, with what only one of them has marked.
function difference(actual, expected) {
  const left = show(actual).split('\n');
  const right = show(expected).split('\n');
  const table = Array.from({ length: left.length + 1 }, () => new Array(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      table[i][j] = left[i] === right[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const lines = [];
  for (let i = 0, j = 0; i < left.length || j < right.length;) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      lines.push(`  ${left[i]}`);
      i++;
      j++;
    } else if (i < left.length && (j >= right.length || table[i + 1][j] >= table[i][j + 1])) lines.push(`+ ${left[i++]}`);
    else lines.push(`- ${right[j++]}`);
  }
  return lines.join('\n');
}

function isShort(value) { return value === null || (typeof value !== 'object' && typeof value !== 'function'); }

function describe(actual, expected, operator) {
  if (operator === 'strictEqual' || operator === 'deepStrictEqual') {
    if (isShort(actual) && isShort(expected) && show(actual).length + show(expected).length <= 12 && (actual !== 0 || expected !== 0)) {
      return `${titles[operator]}\n\n${show(actual)} !== ${show(expected)}\n`;
    }
    return `${titles[operator]}\n+ actual - expected\n\n${difference(actual, expected)}`;
  }
  if (operator === 'deepEqual') return `${titles.deepEqual}\n\n${show(actual)}\n\nshould loosely deep-equal\n\n${show(expected)}`;
  if (operator === '==' || operator === '!=') return `${inspect(actual)} ${operator} ${inspect(expected)}`;
  if (titles[operator] !== undefined) return `${titles[operator]}${isShort(actual) ? ' ' : '\n\n'}${show(actual)}${isShort(actual) ? '' : '\n'}`;
  return `${inspect(actual)} ${operator} ${inspect(expected)}`;
}

class AssertionError extends Error {
  constructor(options) {
    if (options === null || typeof options !== 'object') throw invalidType('options', 'of type object', options);
    const { message, actual, expected, operator } = options;
    super(message == null ? describe(actual, expected, operator) : String(message));
    this.generatedMessage = message == null;
    internal.define(this, 'name', 'AssertionError');
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    internal.define(this, 'stack', String(this.stack).replace(/^\w*Error/, 'AssertionError [ERR_ASSERTION]'));
  }

  toString() { return `${this.name} [${this.code}]: ${this.message}`; }
}

function fail(actual, expected, message, operator, generated) {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ message, actual, expected, operator });
  if (generated) error.generatedMessage = true;
  throw error;
}

function truthy(value, args, message) {
  if (value) return;
  if (args === 0) fail(value, true, 'No value argument passed to `assert.ok()`', '==', true);
  if (message !== undefined) fail(value, true, message, '==');
  fail(value, true, `The expression evaluated to a falsy value:\n\n  ${inspect(value)}\n`, '==', true);
}

function assert(value, message) { truthy(value, arguments.length, message); }
assert.ok = function ok(value, message) { truthy(value, arguments.length, message); };

function comparison(name, test) {
  assert[name] = { [name](actual, expected, message) {
    if (arguments.length < 2) throw internal.error('ERR_MISSING_ARGS', 'The "actual" and "expected" arguments must be specified', TypeError);
    if (!test(actual, expected)) fail(actual, expected, message, name === 'equal' ? '==' : name === 'notEqual' ? '!=' : name);
  } }[name];
}
// eslint-disable-next-line eqeqeq
comparison('equal', (a, b) => a == b || (Number.isNaN(a) && Number.isNaN(b)));
// eslint-disable-next-line eqeqeq
comparison('notEqual', (a, b) => a != b && !(Number.isNaN(a) && Number.isNaN(b)));
comparison('strictEqual', Object.is);
comparison('notStrictEqual', (a, b) => !Object.is(a, b));
comparison('deepEqual', isDeepEqual);
comparison('notDeepEqual', (a, b) => !isDeepEqual(a, b));
comparison('deepStrictEqual', isDeepStrictEqual);
comparison('notDeepStrictEqual', (a, b) => !isDeepStrictEqual(a, b));

assert.fail = (message = 'Failed') => fail(undefined, undefined, message, 'fail', message === 'Failed');

function matches(thrown, expected, message, name) {
  if (expected === undefined) return;
  if (typeof expected === 'function') {
    if (expected.prototype !== undefined && thrown instanceof expected) return;
    if (Object.prototype.isPrototypeOf.call(Error, expected)) {
      fail(thrown, expected, message ?? `The error is expected to be an instance of "${expected.name}". Received ${thrown?.constructor?.name ? `"${thrown.constructor.name}"` : inspect(thrown)}\n\nError message:\n\n${thrown?.message}`, name, true);
    }
    const result = Reflect.apply(expected, {}, [thrown]);
    if (result !== true) {
      fail(thrown, expected, message ?? `The ${expected.name ? `"${expected.name}" ` : ''}validation function is expected to return "true". Received ${inspect(result)}\n\nCaught error:\n\n${inspect(thrown)}`, name, true);
    }
    return;
  }
  if (expected instanceof RegExp) {
    if (!expected.test(String(thrown))) {
      fail(thrown, expected, message ?? `The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(String(thrown))}\n`, name, true);
    }
    return;
  }
  for (const key of [...Object.keys(expected), ...(expected instanceof Error ? ['name', 'message'] : [])]) {
    const ok = expected[key] instanceof RegExp && typeof thrown?.[key] === 'string' ? expected[key].test(thrown[key]) : isDeepStrictEqual(thrown?.[key], expected[key]);
    if (!ok) {
      const pick = (source) => Object.fromEntries(Object.keys(expected).filter((part) => source != null && part in source).map((part) => [part, source[part]]));
      fail(thrown, expected, message ?? `${titles.deepStrictEqual}\n+ actual - expected\n\n${difference(pick(thrown), expected)}`, name, true);
    }
  }
}

function split(expected, message) { return typeof expected === 'string' ? [undefined, expected] : [expected, message]; }

assert.throws = function throws(action, ...rest) {
  requireFunction(action, 'fn');
  const [expected, message] = split(...rest);
  let thrown;
  try {
    action();
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined) {
    const name = typeof expected === 'function' && expected.name ? ` (${expected.name})` : '';
    fail(undefined, expected, `Missing expected exception${name}${message ? `: ${message}` : '.'}`, 'throws', true);
  }
  matches(thrown.error, expected, message, 'throws');
};

assert.doesNotThrow = function doesNotThrow(action, ...rest) {
  requireFunction(action, 'fn');
  const [, message] = split(...rest);
  try {
    action();
  } catch (error) {
    fail(error, undefined, `Got unwanted exception${message ? `: ${message}` : '.'}\nActual message: "${error?.message}"`, 'doesNotThrow', true);
  }
};

async function settle(action) {
  const promise = typeof action === 'function' ? action() : action;
  if (typeof promise?.then !== 'function') throw invalidType('promiseFn', 'of type function or an instance of Promise', action);
  return promise;
}

assert.rejects = async function rejects(action, ...rest) {
  const [expected, message] = split(...rest);
  let thrown;
  try {
    await settle(action);
  } catch (error) {
    thrown = { error };
  }
  if (thrown === undefined) {
    const name = typeof expected === 'function' && expected.name ? ` (${expected.name})` : '';
    fail(undefined, expected, `Missing expected rejection${name}${message ? `: ${message}` : '.'}`, 'rejects', true);
  }
  matches(thrown.error, expected, message, 'rejects');
};

assert.doesNotReject = async function doesNotReject(action, ...rest) {
  const [, message] = split(...rest);
  try {
    await settle(action);
  } catch (error) {
    fail(error, undefined, `Got unwanted rejection${message ? `: ${message}` : '.'}\nActual message: "${error?.message}"`, 'doesNotReject', true);
  }
};

assert.match = function match(text, expression, message) {
  if (typeof text !== 'string' || !expression.test(text)) {
    fail(text, expression, message ?? (typeof text === 'string' ? `The input did not match the regular expression ${inspect(expression)}. Input:\n\n${inspect(text)}\n`
      : `The "string" argument must be of type string. Received ${require('internal/validate').received(text)}`), 'match', true);
  }
};

assert.doesNotMatch = function doesNotMatch(text, expression, message) {
  if (typeof text === 'string' && expression.test(text)) {
    fail(text, expression, message ?? `The input was expected to not match the regular expression ${inspect(expression)}. Input:\n\n${inspect(text)}\n`, 'doesNotMatch', true);
  }
};

assert.ifError = function ifError(value) {
  if (value !== null && value !== undefined) fail(value, null, `ifError got unwanted exception: ${value?.message ?? inspect(value)}`, 'ifError', true);
};

assert.AssertionError = AssertionError;
assert.strict = Object.assign(function strict(value, message) { truthy(value, arguments.length, message); }, assert, {
  equal: assert.strictEqual, deepEqual: assert.deepStrictEqual, notEqual: assert.notStrictEqual, notDeepEqual: assert.notDeepStrictEqual,
});
assert.strict.strict = assert.strict;

module.exports = assert;
