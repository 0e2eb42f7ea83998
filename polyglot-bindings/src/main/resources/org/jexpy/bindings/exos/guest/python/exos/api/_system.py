import enum

from _jexpy_host import exos as _exos


class ExosError(Exception):
    """The base of the errors that only exos.api has."""


class UnknownProcessError(ExosError):
    """No process has this name."""


class DeadlockDetectedError(Exception):
    """A call was refused because it could never return."""


class ProcessState(enum.IntEnum):
    """The states of a process. The usual way is BOOTING, LOADCFG, READY."""

    FAIL = 0
    STOPPED = 1
    STARTED = 2
    BOOTING = 3
    LOADCFG = 4
    READY = 5


# Readers of a traceback shall see the names that they can import.
for _type in (ExosError, UnknownProcessError, DeadlockDetectedError, ProcessState):
    _type.__module__ = "exos.api"

_ERRORS = {
    "InvalidProcessName": ValueError,
    "UnknownProcess": UnknownProcessError,
    "Deadlock": DeadlockDetectedError,
    "Timeout": TimeoutError,
    "Closed": ConnectionError,
}


def _fail(kind, message):
    raise _ERRORS.get(kind, RuntimeError)(message)


_system = _exos.system(_fail)


def _text(value, what):
    if not isinstance(value, str):
        raise TypeError(f"{what} must be str, not {type(value).__name__}")
    return value


def get_process_name():
    """The unique name of this process."""
    return _system.processName()


def set_process_name(process_name):
    """Take a name. Ignored if the container started the process, which then has its name from there."""
    _system.rename(_text(process_name, "process_name"))


def ready():
    """Say that this process is ready."""
    _system.ready()


def get_process_state(process_name=None):
    """The state of a process, of this one by default."""
    name = None if process_name is None else _text(process_name, "process_name")
    return ProcessState[_system.processState(name)]
