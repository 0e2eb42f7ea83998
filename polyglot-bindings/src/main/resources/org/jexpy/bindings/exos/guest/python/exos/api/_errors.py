# The errors of exos.api, and how the host raises them.


class ExosError(Exception):
    """The base of the errors that only exos.api has."""


class UnknownProcessError(ExosError):
    """No process has this name."""


class CLICommandError(ExosError):
    """A command failed, and errors are not ignored. Its text is what the command said."""


class CLITimeoutError(ExosError):
    """Commands were not done in the given time."""


class TraceBufferAlreadyExistsError(ExosError):
    """The process has a trace buffer of this name already."""


class UnknownTraceBufferError(ExosError):
    """The process has no trace buffer of this name."""


class DeadlockDetectedError(Exception):
    """A call was refused because it could never return."""


# Readers of a traceback shall see the names that they can import.
for _type in (ExosError, UnknownProcessError, CLICommandError, CLITimeoutError, TraceBufferAlreadyExistsError,
              UnknownTraceBufferError, DeadlockDetectedError):
    _type.__module__ = "exos.api"

_ERRORS = {
    "InvalidProcessName": ValueError,
    "UnknownProcess": UnknownProcessError,
    "CommandFailed": CLICommandError,
    "CommandTimeout": CLITimeoutError,
    "InvalidHeartbeat": ValueError,
    "UnknownHeartbeat": RuntimeError,
    "InvalidCondition": ValueError,
    "WrongArguments": TypeError,
    "TraceBufferAlreadyExists": TraceBufferAlreadyExistsError,
    "UnknownTraceBuffer": UnknownTraceBufferError,
    "InvalidTraceBuffer": ValueError,
    "DumpRefused": PermissionError,
    "DumpFailed": OSError,
    "Deadlock": DeadlockDetectedError,
    "Timeout": TimeoutError,
    "Closed": ConnectionError,
}


def fail(kind, message):
    raise _ERRORS.get(kind, RuntimeError)(message)


def text(value, what):
    if not isinstance(value, str):
        raise TypeError(f"{what} must be str, not {type(value).__name__}")
    return value


def seconds(value, what):
    if not isinstance(value, (int, float)):
        raise TypeError(f"{what} must be a number of seconds, not {type(value).__name__}")
    return float(value)
