"""The errors of pyxs."""

__all__ = [
    "InvalidOperation",
    "InvalidPayload",
    "InvalidPath",
    "InvalidPermission",
    "ConnectionError",
    "UnexpectedPacket",
]


class PyXSError(Exception):
    """The base of all errors here. What the server refuses has its number and text: (2, 'No such file or directory')."""


class InvalidOperation(ValueError, PyXSError):
    """There is no such operation."""


class InvalidPayload(ValueError, PyXSError):
    """The payload is too large for a packet."""


class InvalidPath(ValueError, PyXSError):
    """This can be no path."""


class InvalidPermission(ValueError, PyXSError):
    """This can be no permission."""


class ConnectionError(PyXSError):
    """There is no connection, or it was lost. Not Python's own error of this name."""


class UnexpectedPacket(ConnectionError):
    """A packet has come that makes no sense."""
