"""Checks of what is sent, and errors of what is refused."""
import errno as _errno
import os as _os
import re as _re

from pyxs.exceptions import InvalidPath, InvalidPermission, PyXSError

__all__ = ["check_path", "check_watch_path", "check_perms", "error"]

_MAX_PATH = 3072
_NUMBERS = {name.encode(): number for number, name in _errno.errorcode.items()}

# What the system says, where the interpreter's os.strerror has words of its own.
_TEXTS = {
    0: "Success",
    _errno.EIO: "Input/output error",
    _errno.EAGAIN: "Resource temporarily unavailable",
    _errno.ENOMEM: "Cannot allocate memory",
    _errno.ENOSYS: "Function not implemented",
}

# What nearly all paths look like; what does not match is looked at in full.
_usual_path = _re.compile(rb"/?[a-zA-Z0-9_@-]+(?:/[a-zA-Z0-9_@-]+)*").fullmatch

# A "$" lets one newline at the end pass.
_path = _re.compile(rb"^[a-zA-Z0-9/_@-]+\x00?$").match
_special_path = _re.compile(rb"^@(?:introduceDomain|releaseDomain)\x00?$").match
_perm = _re.compile(rb"^[wrbn][0-9]+$").match


def error(smth):
    """The exception for the number of an error, or for its name as bytes; it is returned, not raised. What has no such name is 0."""
    number = _NUMBERS.get(smth, 0) if isinstance(smth, bytes) else smth
    text = _TEXTS.get(number)
    return PyXSError(number, _os.strerror(number) if text is None else text)


def check_path(path):
    """Return the path if it can be one; raise InvalidPath otherwise."""
    if path.__class__ is bytes and _usual_path(path) and len(path) <= _MAX_PATH:
        return path
    _os.fspath(path)
    if not _path(path) or len(path) > _MAX_PATH or path[-1:] == b"/" and len(path) > 1 or b"//" in path:
        raise InvalidPath(path)
    return path


def check_watch_path(wpath):
    """The same for what is watched, which may also be something special."""
    _os.fspath(wpath)
    if not wpath.startswith(b"@"):
        return check_path(wpath)
    if not _special_path(wpath):
        raise InvalidPath(wpath)
    return wpath


def check_perms(perms):
    """Return the permissions if all can be some; raise InvalidPermission otherwise."""
    for perm in perms:
        if not _perm(perm):
            raise InvalidPermission(perm)
    return perms
