'use strict';
// Errors as text: the stack, corrected where name or message changed after it was taken, the cause and own properties.

function stackOf(error) {
  if (error.stack) return String(error.stack);
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return '[object Error]';
  }
}

function improve(stack, error, name) {
  let shown = error.name != null ? String(error.name) : 'Error';
  const wanted = name ?? 'Error';
  // A subclass that does not set `name` is still shown under its own name.
  if (name !== null && shown !== wanted && stack.startsWith(shown) && wanted !== 'Error' && !stack.includes(wanted)) {
    if (shown === 'Error' || wanted.endsWith('Error')) return stack.replace(shown, wanted);
    return stack.replace(shown, `${shown} [${wanted}]`);
  }
  return stack;
}

function inspectError(ctx, error, name, tag, keys) {
  let stack = improve(stackOf(error), error, name);
  if (tag !== '' && !stack.split('\n', 1)[0].includes(tag)) stack = stack.replace(/^(\w*Error)?/, (head) => `${head}${head ? ' ' : ''}[${tag}]`);
  const own = keys.filter((key) => {
    // Already part of the first line.
    if (key === 'name' || key === 'message' || key === 'stack') return !stack.includes(String(error[key]));
    return true;
  });
  if ('cause' in error && Object.prototype.hasOwnProperty.call(error, 'cause') && !own.includes('cause')) own.push('cause');
  if (Array.isArray(error.errors) && Object.prototype.hasOwnProperty.call(error, 'errors') && !own.includes('errors')) own.push('errors');
  const start = error.message ? stack.indexOf(error.message) : -1;
  const from = start === -1 ? 0 : start + error.message.length;
  const frames = stack.indexOf('\n    at', from);
  if (frames === -1 && !(ctx.bareErrors && ctx.level === 0 && ctx.seen.length === 0)) stack = `[${stack}]`;
  if (ctx.indent > 0) stack = stack.replaceAll('\n', `\n${' '.repeat(ctx.indent)}`);
  return { text: stack, keys: own };
}

module.exports = { inspectError };
