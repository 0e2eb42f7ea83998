"""A client of XenStore.

    import pyxs

    with pyxs.Client() as c:
        c[b"/local/domain/0/name"] = b"Domain-0"
        print(c.list(b"/local/domain"))
"""
from contextlib import contextmanager as _contextmanager

from pyxs._compat import xs
from pyxs.client import Client, Monitor, Router
from pyxs.exceptions import (ConnectionError, InvalidOperation, InvalidPath, InvalidPayload, PyXSError,
                             UnexpectedPacket)

__all__ = [
    "Router",
    "Client",
    "Monitor",
    "PyXSError",
    "ConnectionError",
    "UnexpectedPacket",
    "InvalidOperation",
    "InvalidPath",
    "InvalidPayload",
    "xs",
    "Error",
]

Error = PyXSError


@_contextmanager
def monitor(*args, **kwargs):
    """A monitor with a client of its own, for the arguments of which see Client."""
    with Client(*args, **kwargs) as client, client.monitor() as watching:
        yield watching
