"""What the facades of `_socket`, `select` and `_ssl` share: the host object, its result codes, and the errors they stand for."""
import _frozen_importlib
import _imp
from _jexpy_host import sockets as host

TIMEOUT = -10001
INTERRUPTED = -10002
REFUSED = -10003
NO_BUFFER = -10004
NO_NAME = -10005
NO_FAMILY = -10006

EAGAIN = 11
EACCES = 13


def builtin(name):
    """The runtime's own module of a name that a facade has taken."""
    module = _imp.create_builtin(_frozen_importlib.ModuleSpec(name, _frozen_importlib.BuiltinImporter))
    _imp.exec_builtin(module)
    return module


_socket = builtin("_socket")
gaierror = _socket.gaierror
herror = _socket.herror


def error(code):
    """The exception for a negative result of the host."""
    if code == TIMEOUT:
        return TimeoutError("timed out")
    if code == REFUSED:
        return PermissionError(EACCES, host.refusal())
    if code == NO_NAME:
        return gaierror(-2, "Name or service not known")
    if code == NO_FAMILY:
        return gaierror(-9, "Address family for hostname not supported")
    return OSError(-code, host.text(-code))


def not_bytes(data):
    return TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")


def nanoseconds(seconds):
    """A time in seconds, rounded up so that a short wait is no poll."""
    if isinstance(seconds, float):
        if seconds != seconds:
            raise ValueError("Invalid value NaN (not a number)")
    else:
        try:
            seconds = seconds.__index__()
        except AttributeError:
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer") from None
    if not -9223372036.0 < seconds < 9223372036.0:
        raise OverflowError("timestamp too large to convert to C _PyTime_t")
    nanos = int(seconds * 1000000000)
    return nanos + 1 if nanos < seconds * 1000000000 else nanos
