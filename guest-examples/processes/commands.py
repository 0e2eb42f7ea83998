"""Gives commands to the container that it runs in: one after the other, one that fails, and some in the background.

jexpy serve --modules guest-examples/processes
jexpy exec 'create process commands python-module commands'
jexpy exec 'start process commands'
"""
import threading

from exos.api import CLI_EVENT_EXEC_DONE, CLI_EVENT_EXEC_REPLY, CLICommandError, exec_cli, exec_cli_async

exec_cli(['create process helper python-module greeter description "made by a script"'])
print(exec_cli(["show process helper description"]), end="")
try:
    exec_cli(["show process nobody", "delete process helper"])
except CLICommandError as error:
    print("refused:", error)
print(exec_cli(["show process nobody"], ignore_errors=True), end="")

done = threading.Semaphore(0)


def event(what, text):
    if what == CLI_EVENT_EXEC_REPLY:
        print("reply:", text.strip())
    elif what == CLI_EVENT_EXEC_DONE:
        print("done")
        done.release()


commands = ["show process nobody", "delete process helper"]
exec_cli_async(commands, event)
for _ in commands:
    done.acquire()
