// `jexpy:exsh`: what a script that `run script` runs has of the console.
import host from 'jexpy:host';

function raise(kind, message) { throw new Error(message); }

const commands = host.exsh.commands(raise);

/**
 * Execute a command. Resolves when it is done: with what it printed under `capture`, else that has been printed. Rejects with
 * what a command said that failed.
 */
export async function clicmd(cmd, { capture = false } = {}) {
  if (typeof cmd !== 'string') throw new TypeError(`cmd must be a string, not ${typeof cmd}`);
  let output = '';
  await new Promise((resolve, reject) => {
    commands.start([cmd], false, 0, 'clicmd', (kind, text) => {
      if (kind === 'REPLY') output += text;
      else if (kind === 'FAILED') reject(new Error(text));
      else if (kind === 'END') resolve(); // without effect if it was rejected before
    });
  });
  if (capture) return output;
  process.stdout.write(output);
  return undefined;
}
