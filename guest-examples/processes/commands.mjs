// Gives commands to the container that it runs in: one after the other, one that fails, and some in the background.
//
// jexpy serve --modules guest-examples/processes
// jexpy exec 'create process commands js-module commands'
// jexpy exec 'start process commands'
import { CLI_EVENT_EXEC_DONE, CLI_EVENT_EXEC_REPLY, CLICommandError, execCli, execCliAsync } from 'jexpy:exos';

await execCli(['create process helper js-module greeter description "made by a script"']);
process.stdout.write(await execCli(['show process helper description']));
try {
  await execCli(['show process nobody', 'delete process helper']);
} catch (error) {
  console.log('refused:', error instanceof CLICommandError, error.message.trim());
}
process.stdout.write(await execCli(['show process nobody'], { ignoreErrors: true }));

execCliAsync(['show process nobody', 'delete process helper'], (what, text) => {
  if (what === CLI_EVENT_EXEC_REPLY) {
    console.log('reply:', text.trim());
  } else if (what === CLI_EVENT_EXEC_DONE) {
    console.log('done');
  }
});
