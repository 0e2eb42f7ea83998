"""The EXOS Python API: system functions, commands, heartbeats, loggers and trace buffers."""
from exos.api import _threads  # noqa: F401: adds register(), keepalive() and deregister() to threading.Thread
from exos.api import cli
from exos.api._errors import (
    DeadlockDetectedError,
    ExosError,
    TraceBufferAlreadyExistsError,
    UnknownProcessError,
    UnknownTraceBufferError,
)
from exos.api._system import ProcessState, get_process_name, get_process_state, ready, set_process_name
from exos.api.cli import *  # noqa: F403

_LATER = {
    "ExosLogger": "_logging",
    "MonitoredThreadPool": "_pool",
    "Severity": "_logging",
    "TraceBuffer": "_logging",
    "TraceBufferHandler": "_logging",
    "clear_trace_buffer": "_logging",
    "dump_trace_buffer": "_logging",
}

__all__ = [
    "DeadlockDetectedError",
    "ExosError",
    "ProcessState",
    "TraceBufferAlreadyExistsError",
    "UnknownProcessError",
    "UnknownTraceBufferError",
    "get_process_name",
    "get_process_state",
    "ready",
    "set_process_name",
    *cli.__all__,
    *_LATER,
]


def __getattr__(name):
    """What needs more of the standard library than most processes import."""
    part = _LATER.get(name)
    if part is None:
        raise AttributeError(f"module '{__name__}' has no attribute '{name}'")
    import importlib

    value = globals()[name] = getattr(importlib.import_module(f"{__name__}.{part}"), name)
    return value
