import enum

from _jexpy_host import exos as _exos
from exos.api._errors import fail as _fail, text as _text


class ProcessState(enum.IntEnum):
    """The states of a process. The usual way is BOOTING, LOADCFG, READY."""

    FAIL = 0
    STOPPED = 1
    STARTED = 2
    BOOTING = 3
    LOADCFG = 4
    READY = 5


ProcessState.__module__ = "exos.api"

_system = _exos.system(_fail)


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
