"""Commands of the container: what one types at its console, from a process."""
import sys as _sys

from _jexpy_host import exos as _exos
from exos.api._errors import CLICommandError, CLITimeoutError, fail as _any_fail, seconds as _seconds, text as _text

__all__ = [
    "CLICommandError",
    "CLITimeoutError",
    "CLI_EVENT_EXEC_DONE",
    "CLI_EVENT_EXEC_REPLY",
    "CLI_EVENT_EXEC_TIMEOUT",
    "exec_cli",
    "exec_cli_async",
    "exec_exsh_cli",
    "namespace_add",
    "namespace_delete",
    "namespace_purge",
    "register_cli_tree",
]

CLI_EVENT_EXEC_REPLY = 1
"""A command has printed a piece of output."""

CLI_EVENT_EXEC_DONE = 2
"""A command has come to its end; sent once per command."""

CLI_EVENT_EXEC_TIMEOUT = 3
"""The time has passed; nothing follows."""

# A list that ignores errors fails only with its container: FAILED tells why, and the end that follows, that it is over.
_EVENTS = {"REPLY": CLI_EVENT_EXEC_REPLY, "FAILED": CLI_EVENT_EXEC_REPLY, "DONE": CLI_EVENT_EXEC_DONE,
           "TIMEOUT": CLI_EVENT_EXEC_TIMEOUT}
_CENTURY = 36_500 * 86_400


def _fail(kind, message):
    _any_fail("CommandTimeout" if kind == "Timeout" else kind, message)


_commands = _exos.commands(_fail)
_log = _exos.log(_any_fail)


def _list(cmds):
    if not isinstance(cmds, list):
        raise TypeError(f"cmds must be a list of str, not {type(cmds).__name__}" + ("; write [cmd]" if isinstance(cmds, str) else ""))
    for cmd in cmds:
        if not isinstance(cmd, str):
            raise TypeError(f"cmds must be a list of str; it has an item of type {type(cmd).__name__}")
    return cmds


def _limit(timeout):
    limit = _seconds(timeout, "timeout")
    if not limit >= 0:
        raise ValueError(f"timeout: {timeout} (expected: seconds, 0 or more; 0 is no limit)")
    return min(limit, _CENTURY)


def _place(function):
    caller = _sys._getframe(2)
    return f"{caller.f_code.co_filename.rpartition('/')[2]}:{caller.f_lineno} {function}"


def exec_cli(cmds, timeout=0, ignore_errors=False):
    """Execute commands, one after the other, and return what they printed, as one str.

    The first command that fails raises CLICommandError, and the rest is not executed; under ignore_errors, what it said is
    part of the result, and the rest is executed. When the timeout passes (seconds; 0: none), CLITimeoutError is raised.
    """
    return _commands.execute(_list(cmds), bool(ignore_errors), _limit(timeout), _place("exec_cli"))


def exec_exsh_cli(cmds, ignore_errors=False, timeout=0):
    """The same as exec_cli. There is no shell beside the container's own."""
    return _commands.execute(_list(cmds), bool(ignore_errors), _limit(timeout), _place("exec_exsh_cli"))


def exec_cli_async(cmds, callback, timeout=0):
    """Begin to execute commands, and return. Another thread calls callback(event, text) for what happens.

    CLI_EVENT_EXEC_REPLY comes with each piece of output, CLI_EVENT_EXEC_DONE at the end of each command, failed or not, and
    CLI_EVENT_EXEC_TIMEOUT when the timeout passes or the container is lost; it is the last event then.
    """
    if not callable(callback):
        raise TypeError(f"callback must be callable, not {type(callback).__name__}")
    left = len(_list(cmds))

    def deliver(kind, text):
        nonlocal left
        if kind == "END":
            if left > 0:
                _call(callback, CLI_EVENT_EXEC_TIMEOUT, "the container has ended, or is lost")
            return
        left = 0 if kind == "TIMEOUT" else left - (kind == "DONE")
        _call(callback, _EVENTS[kind], text)

    _commands.start(cmds, True, _limit(timeout), _place("exec_cli_async"), deliver)


def _call(callback, event, text):
    try:
        callback(event, text)
    except BaseException as error:
        import threading

        trace = error.__traceback__.tb_next  # without this frame
        threading.excepthook(threading.ExceptHookArgs((type(error), error, trace, threading.current_thread())))


_told = set()


def _without_effect(function, reason):
    if function not in _told:
        _told.add(function)
        _log.print(f"{function}() has no effect: {reason}")


def namespace_add(namespace, entry, value=None, vr_name=None):
    """Accepted, and without effect: the console completes what its own commands know. The process's log says so once."""
    _text(namespace, "namespace")
    _without_effect("namespace_add", "the console completes what its own commands know")


def namespace_delete(namespace, entry, vr_name=None):
    """Accepted, and without effect; see namespace_add."""
    _text(namespace, "namespace")
    _without_effect("namespace_delete", "the console completes what its own commands know")


def namespace_purge(namespace, vr_name=None):
    """Accepted, and without effect; see namespace_add."""
    _text(namespace, "namespace")
    _without_effect("namespace_purge", "the console completes what its own commands know")


def register_cli_tree():
    """Accepted, and without effect: commands of applications are not read. The process's log says so once."""
    _without_effect("register_cli_tree", "commands of applications are not read")
