"""Has the file functions of `os` understand the descriptors of guest sockets. Applied when `_socket` is first imported."""
from _jexpy_sockets import error as _error, host as _host

_FIRST = 10000  # below are the runtime's own files


def _check(result):
    if result < 0:
        raise _error(result)
    return result


def _socket_of(fd):
    import _socket
    known = _check(_host.describe(fd))
    sock = _socket.socket(known >> 16, known & 0xffff, 0, fileno=fd)
    return sock


def _read(fd, length):
    sock = _socket_of(fd)
    try:
        return sock.recv(length)
    finally:
        sock.detach()


def _write(fd, data):
    sock = _socket_of(fd)
    try:
        return sock.send(data)
    finally:
        sock.detach()


def _sendfile(out_fd, in_fd, offset, count):
    import os
    if offset is None:
        data = os.read(in_fd, min(count, 262144))
    else:
        here = os.lseek(in_fd, 0, os.SEEK_CUR)
        os.lseek(in_fd, offset, os.SEEK_SET)
        try:
            data = os.read(in_fd, min(count, 262144))
        finally:
            os.lseek(in_fd, here, os.SEEK_SET)
    return os.write(out_fd, data) if data else 0


def install():
    import os
    import posix

    def replace(name, mine):
        original = getattr(posix, name, None)
        if original is None:
            return

        def function(fd, *rest, **options):
            if type(fd) is int and fd >= _FIRST:
                return mine(fd, *rest, **options)
            return original(fd, *rest, **options)
        function.__name__ = function.__qualname__ = name
        function.__doc__ = original.__doc__
        setattr(posix, name, function)
        setattr(os, name, function)

    if hasattr(os, "sysconf"):
        sysconf = os.sysconf
        # asyncio asks for it because sockets have sendmsg; the runtime does not know it
        posix.sysconf = os.sysconf = lambda name: 1024 if name == "SC_IOV_MAX" else sysconf(name)

    replace("close", lambda fd: None if _check(_host.close(fd)) == 0 else None)
    replace("dup", lambda fd: _check(_host.dup(fd)))
    replace("read", _read)
    replace("write", _write)
    if not hasattr(posix, "sendfile"):
        _sendfile.__name__ = _sendfile.__qualname__ = "sendfile"
        posix.sendfile = os.sendfile = _sendfile
