'use strict';
// What is printed for an error that nothing caught.

const { inspect } = require('internal/inspect');

const unhandled = 'This error originated either by throwing inside of an async function without a catch block, or by rejecting a '
  + 'promise which was not handled with .catch(). The promise rejected with the reason';

function rejection(reason) {
  if (internal.intrinsics.kindOf(reason) === 'Error') return reason;
  const text = typeof reason === 'string' ? reason : inspect(reason);
  const error = new Error(`${unhandled} "${text}".`);
  internal.define(error, 'name', 'UnhandledPromiseRejection');
  internal.define(error, 'stack', `UnhandledPromiseRejection: ${error.message}`);
  error.code = 'ERR_UNHANDLED_REJECTION';
  return error;
}

function site(error, origin) {
  const at = internal.intrinsics.errorSite(error);
  if (at === undefined) return '';
  const [name, line, column, text] = at;
  // Where it was made is known. What ends the script at once Node shows where it was thrown: mostly in the same statement.
  let before = text.slice(0, Math.max(column - 1, 0));
  if (origin === 'uncaughtException') before = before.replace(/\bthrow\s+$/, '');
  const caret = before.replace(/[^\t]/g, ' ');
  return `${name}:${line}\n${text}\n${caret}^\n`;
}

// Java is not there without a grant, so that libraries do not take this for the JVM's own shell; who wanted it learns how.
function hint(error) {
  if (internal.intrinsics.kindOf(error) !== 'Error') return '';
  const refused = /^Access to host class (\S+) is not allowed/.exec(error.message);
  if (refused === null && error.message !== 'Java is not defined') return '';
  return `\n\nJava classes are used by permission: run again with --allow-host=${refused === null ? 'CLASS' : refused[1]}`;
}

function report(error, origin) {
  let text;
  try {
    text = internal.intrinsics.kindOf(error) === 'Error' ? `${site(error, origin)}\n${inspect(error, { bareErrors: true })}`
      : `Uncaught:\n${inspect(error)}\n(thrown value is not an Error, so there is no stack)`;
  } catch (second) {
    text = `Uncaught error that cannot be shown: ${second && second.message}`;
  }
  internal.host.io.print(2, (text.startsWith('\n') ? text.slice(1) : text) + hint(error));
}

function unsettled() {
  internal.host.io.print(2, "Warning: Detected unsettled top-level await: nothing is left that could settle it");
}

module.exports = { rejection, report, unsettled };
