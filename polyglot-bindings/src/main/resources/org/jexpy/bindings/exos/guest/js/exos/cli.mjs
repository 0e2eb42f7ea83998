// Commands of the container: what one types at its console, from a process.
import host from 'jexpy:host';
import { fail, failure, kindOf, texts } from 'jexpy:exos/errors';

/** A command has printed a piece of output. */
export const CLI_EVENT_EXEC_REPLY = 'REPLY';
/** A command has come to its end; sent once per command. */
export const CLI_EVENT_EXEC_DONE = 'DONE';
/** The time has passed; nothing follows. */
export const CLI_EVENT_EXEC_TIMEOUT = 'TIMEOUT';

const CENTURY = 36_500 * 86_400;
const LOST = 'the container has ended, or is lost';

const commands = host.exos.commands(fail);

function seconds(timeout) {
  if (typeof timeout !== 'number') throw new TypeError(`timeout must be a number of seconds, not ${kindOf(timeout)}`);
  if (!(timeout >= 0)) throw new RangeError(`timeout: ${timeout} (expected: seconds, 0 or more; 0 is no limit)`);
  return Math.min(timeout, CENTURY);
}

/**
 * Execute commands, one after the other. Resolves with what they printed, as one string; rejects with CLICommandError at the
 * first that fails, unless errors are ignored, and with CLITimeoutError when the timeout passes (seconds; 0: none).
 */
export async function execCli(cmds, { timeout = 0, ignoreErrors = false } = {}) {
  const list = texts(cmds, 'cmds');
  const limit = seconds(timeout);
  let output = '';
  let left = list.length;
  return new Promise((resolve, reject) => {
    commands.start(list, Boolean(ignoreErrors), limit, 'execCli', (kind, text) => {
      switch (kind) {
        case 'REPLY': output += text; break;
        case 'DONE': left--; break;
        case 'FAILED': reject(failure('CommandFailed', text)); break;
        case 'TIMEOUT': reject(failure('CommandTimeout', text)); break;
        default:
          if (left > 0) reject(failure('Closed', LOST)); // without effect if it was rejected before
          else resolve(output);
      }
    });
  });
}

/**
 * Begin to execute commands, and return. `callback(event, text)` is called for what happens: CLI_EVENT_EXEC_REPLY with each
 * piece of output, CLI_EVENT_EXEC_DONE at the end of each command, failed or not, and CLI_EVENT_EXEC_TIMEOUT when the timeout
 * passes or the container is lost; it is the last event then.
 */
export function execCliAsync(cmds, callback, { timeout = 0 } = {}) {
  const list = texts(cmds, 'cmds');
  if (typeof callback !== 'function') throw new TypeError(`callback must be a function, not ${kindOf(callback)}`);
  let left = list.length;
  // As a microtask, an error that the callback throws is an uncaught one of the script.
  const tell = (event, text) => queueMicrotask(() => callback(event, text));
  commands.start(list, true, seconds(timeout), 'execCliAsync', (kind, text) => {
    if (kind === 'DONE') left--;
    else if (kind === 'TIMEOUT') left = 0;
    // A list that ignores errors fails only with its container: FAILED tells why, and the end that follows, that it is over.
    if (kind !== 'END') tell(kind === 'FAILED' ? CLI_EVENT_EXEC_REPLY : kind, text);
    else if (left > 0) tell(CLI_EVENT_EXEC_TIMEOUT, LOST);
  });
}
