"""The errors of execnet."""
import os as _os
import sys as _sys

__all__ = ["DataFormatError", "DumpError", "GatewayReceivedTerminate", "HostNotFound", "INTERRUPT_TEXT", "LoadError", "RemoteError",
           "TimeoutError"]

INTERRUPT_TEXT = "keyboard-interrupted"


class GatewayReceivedTerminate(Exception):
    """The other side ends the gateway."""


class HostNotFound(Exception):
    """The host of a gateway cannot be reached."""


class DataFormatError(Exception):
    """The base of what goes wrong between objects and bytes."""


class DumpError(DataFormatError):
    """An object cannot be sent."""


class LoadError(DataFormatError):
    """Bytes are no object."""


class TimeoutError(OSError):
    """A channel was waited for in vain. Not Python's own error of this name."""


class RemoteError(Exception):
    """What went wrong at the other side, as text: its traceback."""

    def __init__(self, formatted):
        super().__init__()
        self.formatted = formatted

    def __str__(self):
        return self.formatted

    def __repr__(self):
        return f"{type(self).__name__}: {self.formatted}"

    def warn(self):
        """Tell it to who looks at standard error, unless it is an interruption."""
        if self.formatted != INTERRUPT_TEXT:
            _sys.stderr.write(f"[{_os.getpid()}] Warning: unhandled {self!r}\n")
