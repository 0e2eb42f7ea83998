"""What the host asks of a script: where it is, and where to tell of what nobody else hears of."""
import os as _os
import sys as _sys

from execnet._serializer import dumps_internal as _dumps_internal


def _place():
    # Where programs are started, and the variables that they get.
    return _dumps_internal((_os.getcwd(), dict(_os.environ))).decode("latin-1")


def _warn(line):
    _sys.stderr.write(f"[{_os.getpid()}] Warning: {line}\n")


SURROUNDINGS = (_place, _sys.executable or "jexpy", _warn)
