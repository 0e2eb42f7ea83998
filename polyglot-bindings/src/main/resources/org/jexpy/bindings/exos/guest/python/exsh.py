"""What a script that `run script` runs has of the console: `clicmd`."""
import sys as _sys

from _jexpy_host import exsh as _exsh

__all__ = ["clicmd"]


def _fail(kind, message):
    raise RuntimeError(message)


_commands = _exsh.commands(_fail)


def clicmd(cmd, capture=False, xml=False, args=None):
    """Execute a command. What it prints goes to whoever runs the script, or is returned under capture.

    A command that fails raises RuntimeError with what it said. No command asks anything, so args, the answers, are not used.
    There is no output as XML.
    """
    if not isinstance(cmd, str):
        raise TypeError(f"cmd must be str, not {type(cmd).__name__}")
    if xml:
        raise NotImplementedError("clicmd(xml=True): there is no output as XML; use capture=True")
    caller = _sys._getframe(1)
    place = f"{caller.f_code.co_filename.rpartition('/')[2]}:{caller.f_lineno} clicmd"
    output = _commands.execute([cmd], False, 0.0, place)
    if capture:
        return output
    _sys.stdout.write(output)
    return None
