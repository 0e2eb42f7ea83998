'use strict';
// Reads one input of a conversation: whether it is complete, and how to run it if it awaits at its top level, which a script cannot.

const { intrinsics } = internal;

/** Thrown instead of a syntax error for an input that goes on in the next line. */
const Incomplete = { toString: () => 'incomplete input' };

const options = { ecmaVersion: 'latest', sourceType: 'script', allowHashBang: true, allowAwaitOutsideFunction: true, allowSuperOutsideMethod: false };

function read(text, name) {
  // A brace begins an object here, as long as that makes sense.
  if (/^\s*\{/.test(text) && !/;\s*$/.test(text)) {
    try {
      return plain(`(${text.trim()}\n)`, name);
    } catch { /* a block, then, or an object that awaits */ }
    if (/\bawait\b/.test(text)) {
      try {
        return awaiting(`(${text.trim()}\n)`, name) ?? plain(text, name);
      } catch { /* a block, then */ }
    }
  }
  try {
    if (/\bawait\b/.test(text)) {
      const run = awaiting(text, name);
      if (run !== undefined) return run;
    }
    return plain(text, name);
  } catch (error) {
    if (goesOn(text) || (/^\s*\{/.test(text) && goesOn(`(${text}`))) throw Incomplete;
    throw better(error, text);
  }
}

function plain(text, name) {
  return { execute: intrinsics.parse(name, text), awaits: false };
}

// ---- incomplete inputs

function goesOn(text) {
  try {
    require('npm/acorn').parse(text, options);
    return false;
  } catch (error) {
    if (/^Unterminated (template|comment)/.test(error.message)) return true;
    if (/^Unterminated string/.test(error.message)) return /\\$/.test(text);
    return error.pos >= text.trimEnd().length && !/^(Invalid|Identifier)/.test(error.message);
  }
}

function better(error, text) {
  if (!/^\s*import\b(?!\s*\()/.test(text)) return error;
  return new SyntaxError('Cannot use import statement inside the REPL, alternatively use dynamic import: '
    + 'const { name } = await import("module")');
}

// ---- await

function awaiting(text, name) {
  let program;
  try {
    program = require('npm/acorn').parse(text, options);
  } catch {
    return undefined; // the language's own parser says what is wrong
  }
  if (!program.body.some(awaitsHere)) return undefined;
  const names = { let: [], var: [] };
  let prolog = '';
  let body = '';
  let from = 0;
  program.body.forEach((statement, index) => {
    body += text.slice(from, statement.start);
    from = statement.end;
    const source = text.slice(statement.start, statement.end);
    switch (statement.type) {
      case 'VariableDeclaration':
        names[statement.kind === 'var' ? 'var' : 'let'].push(...statement.declarations.flatMap((each) => bound(each.id)));
        body += assignments(statement, text);
        break;
      case 'ClassDeclaration':
        names.let.push(statement.id.name);
        body += `void (${statement.id.name} = ${source});`;
        break;
      case 'FunctionDeclaration':
        names.var.push(statement.id.name);
        prolog += `globalThis.${statement.id.name} = ${statement.id.name};`;
        body += source;
        break;
      case 'ExpressionStatement':
        body += index === program.body.length - 1
          ? `return { value: (${text.slice(statement.expression.start, statement.expression.end)}) };` : `;${source};`;
        break;
      default:
        body += source;
    }
  });
  body += text.slice(from);
  const declared = ['let', 'var'].filter((kind) => names[kind].length > 0).map((kind) => `${kind} ${names[kind].join(', ')};`).join('');
  return { execute: intrinsics.parse(name, `${declared}(async () => {${prolog}${body}\n})()`), awaits: true };
}

function assignments(declaration, text) {
  const parts = declaration.declarations.map(({ id, init }) => {
    if (init === null) return declaration.kind === 'var' ? '' : `${text.slice(id.start, id.end)} = undefined`;
    return `${text.slice(id.start, id.end)} = ${text.slice(init.start, init.end)}`;
  }).filter((part) => part !== '');
  return parts.length === 0 ? ';' : `void (${parts.map((part) => `(${part})`).join(', ')});`;
}

/** The names that a pattern binds. */
function bound(pattern) {
  switch (pattern?.type) {
    case 'Identifier': return [pattern.name];
    case 'ObjectPattern': return pattern.properties.flatMap((each) => bound(each.type === 'RestElement' ? each : each.value));
    case 'ArrayPattern': return pattern.elements.flatMap(bound);
    case 'AssignmentPattern': return bound(pattern.left);
    case 'RestElement': return bound(pattern.argument);
    default: return [];
  }
}

function awaitsHere(node) {
  if (node === null || typeof node !== 'object') return false;
  if (Array.isArray(node)) return node.some(awaitsHere);
  if (node.type === 'AwaitExpression' || (node.type === 'ForOfStatement' && node.await)) return true;
  if (/Function/.test(node.type ?? '') || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
    return node.computed === true && awaitsHere(node.key);
  }
  return Object.keys(node).some((key) => key !== 'type' && awaitsHere(node[key]));
}

module.exports = { Incomplete, read };
