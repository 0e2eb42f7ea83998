'use strict';
// The conversation of `jexpy repl --lang js`: what an input is, how its value and its errors are shown. The host brings the lines.

const { host } = internal;
const { inspect } = require('internal/inspect');
const { Incomplete, read } = require('internal/repl-input');
const prompts = { first: '> ', more: '... ' };
const quiet = { last: undefined, error: undefined, byUser: false, errorByUser: false };

let conversation;
let recover;
let lines = []; // of the input so far
let history = []; // complete inputs, for .save
let turn = 0; // counts inputs; what an older one still brings is not shown as the answer to a newer
let state = 'idle'; // or 'reading', 'evaluating', 'awaiting', 'editing'
let tearing = false;
let warned = false; // that one more Ctrl-C leaves

function show(text, descriptor = 1) {
  if (host.io.print(descriptor, text) !== '' && descriptor === 1) internal.exit(1);
}

function ask() {
  state = state === 'editing' ? 'editing' : 'reading';
  conversation.ask(state === 'editing' ? '' : lines.length === 0 ? prompts.first : prompts.more);
}

// ---- values and errors

function showValue(value) {
  if (!quiet.byUser) quiet.last = value;
  if (value === undefined && !conversation.isTerminal()) return;
  show(inspect(value, { colors: host.io.hasColors(1), showProxy: true }));
}

// Frames of the input itself say nothing: the user sees it above.
function withoutOwnFrames(text) {
  const kept = text.split('\n');
  let last = kept.length - 1;
  while (last > 0 && !/^\s+at /.test(kept[last])) last--;
  while (last > 0 && /^\s+at (<program> \()?REPL\d+:\d+/.test(kept[last])) kept.splice(last--, 1);
  return kept.join('\n');
}

function place(error) {
  const site = internal.intrinsics.errorSite(error);
  if (!(error instanceof SyntaxError) || site === undefined || !/^REPL\d+$/.test(site[0])) return '';
  return `${site[3]}\n${' '.repeat(Math.max(site[2] - 1, 0))}^\n\n`;
}

function showError(error) {
  if (!quiet.errorByUser) quiet.error = error;
  let text;
  try {
    const isError = internal.intrinsics.kindOf(error) === 'Error';
    text = inspect(error, { colors: host.io.hasColors(2), bareErrors: true });
    if (isError) text = withoutOwnFrames(text);
    text = `${isError ? place(error) : ''}Uncaught${isError || !text.includes('\n') ? ' ' : ':\n'}${text}`;
  } catch (second) {
    text = `Uncaught error that cannot be shown: ${second && second.message}`;
  }
  show(text, 2);
}

const interruption = () => {
  const error = internal.error('ERR_SCRIPT_EXECUTION_INTERRUPTED', 'Script execution was interrupted by `SIGINT`');
  internal.define(error, 'code', error.code);
  internal.define(error, 'stack', `Error [${error.code}]: ${error.message}`);
  return error;
};

// ---- inputs

function evaluate(text) {
  const mine = ++turn;
  let run;
  try {
    run = read(text, `REPL${mine}`);
  } catch (error) {
    if (error === Incomplete) return ask();
    finish(text, () => showError(error));
    return undefined;
  }
  state = 'evaluating';
  let value;
  try {
    value = run.execute();
  } catch (error) {
    return finish(text, () => showError(internal.fromHost(error)));
  }
  if (!run.awaits) return finish(text, () => showValue(value));
  state = 'awaiting';
  const settle = (how) => (result) => { if (turn === mine && state === 'awaiting') finish(text, () => how(result)); };
  value.then(settle((result) => showValue(result?.value)), settle((error) => showError(internal.fromHost(error))));
  return undefined;
}

function finish(text, answer) {
  history.push(text);
  lines = [];
  answer();
  // What the input has queued comes before the next prompt, as far as it is ready.
  state = 'idle';
  internal.nextTick(ask, []);
}

function line(text) {
  warned = false;
  if (state === 'editing') {
    lines.push(...text.split('\n'));
    return ask();
  }
  const command = /^\s*\.([a-z]+)\s*(.*)$/i.exec(text);
  // In the middle of an input it may be a method's name as well.
  if (command !== null && (lines.length === 0 || commands[command[1]] !== undefined)) return obey(command[1], command[2].trim());
  if (lines.length === 0 && text.trim() === '') return ask();
  lines.push(text);
  return evaluate(lines.join('\n'));
}

function stop() {
  turn++;
  lines = [];
  state = 'idle';
}

// ---- commands

const commands = {
  break: { help: 'Sometimes you get stuck, this gets you out', run: () => stop() },
  clear: { help: 'Alias for .break', run: () => stop() },
  editor: {
    help: 'Enter editor mode',
    run() {
      stop();
      state = 'editing';
      show('// Entering editor mode (Ctrl+D to finish, Ctrl+C to cancel)');
    },
  },
  exit: { help: 'Exit the REPL', run: () => internal.exit(undefined) },
  help: {
    help: 'Print this help message',
    run() {
      for (const name of Object.keys(commands)) show(`.${name.padEnd(7)} ${commands[name].help}`);
      show('\nPress Ctrl+C to abort current expression, Ctrl+D to exit the REPL');
    },
  },
  load: {
    help: 'Load JS from a file into the REPL session',
    run(name) {
      const text = require('node/fs').readFileSync(name, 'utf8').replace(/\n$/, '');
      stop();
      lines = text.split('\n');
      evaluate(text);
      return true;
    },
  },
  save: {
    help: 'Save all evaluated commands in this REPL session to a file',
    run(name) {
      require('node/fs').writeFileSync(name, `${history.join('\n')}\n`);
      show(`Session saved to: ${name}`);
    },
  },
};

function obey(name, argument) {
  const command = commands[name];
  if (command === undefined) show('Invalid REPL keyword');
  else if ((name === 'load' || name === 'save') && argument === '') show(`The "file" argument must be specified: .${name} FILE`);
  else {
    try {
      if (command.run(argument) === true) return;
    } catch (error) {
      show(`Failed to ${name}: ${argument}: ${internal.fromHost(error).message}`, 2);
    }
  }
  ask();
}

// ---- what every conversation has

function defineLast(name, member, flag, label) {
  Object.defineProperty(globalThis, name, {
    configurable: true,
    get: () => quiet[member],
    set(value) {
      quiet[member] = value;
      if (!quiet[flag]) {
        quiet[flag] = true;
        show(`Expression assignment to ${label} now disabled.`);
      }
    },
  });
}

function prepare() {
  const cjs = require('internal/cjs');
  cjs.useGlobals('<repl>', {});
  defineLast('_', 'last', 'byUser', '_');
  defineLast('_error', 'error', 'errorByUser', '_error');
  for (const [name, id] of cjs.builtins) {
    if (name.includes('/') || name in globalThis) continue;
    internal.lazyProperty(globalThis, name, () => internal.load(id), false);
  }
}

// ---- what the host calls

function start(theConversation, theRecover) {
  conversation = theConversation;
  recover = theRecover;
  internal.conversation = { failed: showError };
  prepare();
  return {
    begin: ask,
    line: (text) => internal.task(line, undefined, [text]),
    isAwaiting: () => state === 'awaiting',
    // Ctrl-C in the prompt (asked: a new one is due), or while an input waits for a promise.
    interrupted(asked) {
      if (asked) {
        const empty = lines.length === 0 && state !== 'editing' && !tearing;
        tearing = false;
        stop();
        if (empty && warned) internal.exit(undefined);
        else if (empty) {
          warned = true;
          show('(To exit, press Ctrl+C again or Ctrl+D or type .exit)');
        }
        ask();
      } else if (state === 'awaiting') {
        stop();
        showError(interruption());
        ask();
      }
    },
    // Ctrl-C has ended guest code: an input, or a timer's callback while the prompt (which that Ctrl-C ended too) was there.
    torn(atPrompt) {
      recover();
      showError(interruption());
      tearing = atPrompt;
      if (!atPrompt) {
        stop();
        ask();
      }
    },
    // The end of the input; answers whether the conversation is over.
    end() {
      if (state === 'editing') {
        const text = lines.join('\n');
        stop();
        if (text.trim() === '') ask();
        else internal.task(evaluate, undefined, [text]);
        return false;
      }
      if (conversation.isTerminal()) internal.exit(undefined);
      if (lines.length > 0) showError(new SyntaxError('Unexpected end of input'));
      return true;
    },
    complete: (word) => require('internal/repl-complete').complete(word, conversation.names().split('\n'), Object.keys(commands)),
  };
}

module.exports = { start };
