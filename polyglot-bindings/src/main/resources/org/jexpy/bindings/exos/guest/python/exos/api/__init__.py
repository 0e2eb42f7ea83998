"""The EXOS Python API, as far as it exists without a container: the system functions."""
from exos.api._system import (
    DeadlockDetectedError,
    ExosError,
    ProcessState,
    UnknownProcessError,
    get_process_name,
    get_process_state,
    ready,
    set_process_name,
)

__all__ = [
    "DeadlockDetectedError",
    "ExosError",
    "ProcessState",
    "UnknownProcessError",
    "get_process_name",
    "get_process_state",
    "ready",
    "set_process_name",
]
