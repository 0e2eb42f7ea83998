"""Python's `_socket` over guest sockets of the host. The standard library's `socket` stands on it unchanged.

One call to the host for each operation. The host's results are numbers or texts, never exceptions; see `_jexpy_sockets.error`.
"""
from operator import index as _index
from time import sleep as _sleep

import _jexpy_socket_constants
import _jexpy_sockets as _shared
from _jexpy_sockets import INTERRUPTED as _INTERRUPTED, NO_BUFFER as _NO_BUFFER, error as _error, gaierror, herror, host as _host
from _jexpy_socket_names import *

_jexpy_socket_constants.install(globals())

error = OSError
timeout = TimeoutError
has_ipv6 = True

# Bound once: looking a method up on a host object costs as much as calling it.
_recv = _host.recv
_send = _host.send
_remaining = _host.remaining
_default_nanos = -1

_CROWDED = 0.005
"""How long to wait, in seconds, before a local server is tried again that had no room."""


def getdefaulttimeout():
    return None if _default_nanos < 0 else _default_nanos / 1e9


def setdefaulttimeout(timeout):
    global _default_nanos
    _default_nanos = _timeout_nanos(timeout)


def _timeout_nanos(timeout):
    if timeout is None:
        return -1
    nanos = _shared.nanoseconds(timeout)
    if nanos < 0:
        raise ValueError("Timeout value out of range")
    return nanos


def _again(call, *arguments):
    """Go on with a wait that was broken off so that Python could look for signals, which it has done when we are here."""
    result = _INTERRUPTED
    while type(result) is int and result == _INTERRUPTED:
        result = call(*arguments, _remaining())
    return result


class socket:
    """socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object"""

    __slots__ = ("_fd", "_nanos", "_path", "_family", "_type", "_proto")

    def __init__(self, family=-1, type=-1, proto=-1, fileno=None):
        self._fd = -1
        family, type, proto = _index(family), _index(type), _index(proto)
        self._path = None
        self._nanos = _default_nanos
        if fileno is not None:
            fd = _index(fileno)
            if fd < 0:
                raise ValueError("negative file descriptor")
            known = _host.describe(fd)
            if known < 0:
                raise _error(known)
            family = known >> 16 if family == -1 else family
            type = known & 0xffff if type == -1 else type
        else:
            family = AF_INET if family == -1 else family
            type = SOCK_STREAM if type == -1 else type
            if type & SOCK_NONBLOCK:
                self._nanos = 0
            type &= ~(SOCK_NONBLOCK | SOCK_CLOEXEC)
            fd = _host.open(family, type)
            if fd < 0:
                raise _error(fd)
        self._family = family
        self._type = type
        self._proto = 0 if proto == -1 else proto
        self._fd = fd

    def __repr__(self):
        return f"<socket object, fd={self._fd}, family={self._family}, type={self._type}, proto={self._proto}>"

    family = property(lambda self: self._family, doc="the socket family")
    type = property(lambda self: self._type, doc="the socket type")
    proto = property(lambda self: self._proto, doc="the socket protocol")

    # -- life

    def fileno(self):
        return self._fd

    def close(self):
        fd = self._fd
        if fd != -1:
            self._fd = -1
            result = _host.close(fd)
            if result < 0 and result != -104:
                raise _error(result)

    def detach(self):
        fd = self._fd
        self._fd = -1
        return fd

    # -- time

    def settimeout(self, timeout):
        self._nanos = _timeout_nanos(timeout)
        self._live()

    def gettimeout(self):
        return None if self._nanos < 0 else self._nanos / 1e9

    timeout = property(gettimeout, doc="the socket timeout")

    def setblocking(self, flag):
        self._nanos = -1 if _index(flag) else 0
        self._live()

    def getblocking(self):
        return self._nanos != 0

    def _live(self):
        if self._fd < 0:
            raise _error(-9)

    # -- addresses

    def bind(self, address):
        host, port, scope = _parse_address(self._family, "bind", address)
        _check(_host.bind(self._fd, host, port, scope))
        if self._family == AF_UNIX:
            self._path = address

    def listen(self, backlog=128):
        _check(_host.listen(self._fd, max(0, min(_index(backlog), 65535))))

    def _accept(self):
        result = _host.accept(self._fd, self._nanos)
        if result == _INTERRUPTED:
            result = _again(_host.accept, self._fd)
        if type(result) is int:
            raise _error(result)
        fd, _, peer = result.partition("\0")
        return int(fd), _make_address(self._family, peer)

    def connect(self, address):
        result = self._connect("connect", address)
        if result < 0:
            raise _error(result)

    def connect_ex(self, address):
        result = self._connect("connect_ex", address)
        if result <= _shared.REFUSED:
            raise _error(result)
        return _shared.EAGAIN if result == _shared.TIMEOUT else -result

    def _connect(self, caller, address):
        host, port, scope = _parse_address(self._family, caller, address)
        result = _host.connect(self._fd, host, port, scope, self._nanos)
        while result == -_shared.EAGAIN and self._nanos < 0:
            # A local server whose queue is full. The system would wait, too, but only where nobody hears of signals.
            _sleep(_CROWDED)
            result = _host.connect(self._fd, host, port, scope, self._nanos)
        return _again(_host.connecting, self._fd) if result == _INTERRUPTED else result

    def getsockname(self):
        result = _host.getsockname(self._fd)
        if type(result) is int:
            raise _error(result)
        return self._path or _make_address(self._family, result)

    def getpeername(self):
        result = _host.getpeername(self._fd)
        if type(result) is int:
            raise _error(result)
        return _make_address(self._family, result)

    def shutdown(self, how):
        _check(_host.shutdown(self._fd, _index(how)))

    # -- options

    def getsockopt(self, level, optname, buflen=0):
        buflen = _index(buflen)
        if not 0 <= buflen <= 1024:
            raise OSError("getsockopt buflen out of range")
        value = _host.getsockopt(self._fd, _index(level), _index(optname))
        linger = level == SOL_SOCKET and optname == SO_LINGER
        if value < 0 and not (linger and value == -1):
            raise _error(value)
        if linger:
            on = int(value >= 0)
            data = on.to_bytes(4, "little") + max(value, 0).to_bytes(4, "little")
            return data[:buflen] if buflen else on
        return value.to_bytes(4, "little")[:buflen] if buflen else value

    def setsockopt(self, level, optname, *value):
        if len(value) not in (1, 2):
            raise TypeError(f"setsockopt() takes exactly 3 arguments ({len(value) + 2} given)")
        value = value[0]
        linger = level == SOL_SOCKET and optname == SO_LINGER
        if not isinstance(value, int):
            try:
                data = bytes(memoryview(value))
            except TypeError:
                raise _shared.not_bytes(value) from None
            if linger:
                if len(data) != 8:
                    raise _error(-22)
                value = int.from_bytes(data[4:], "little") if any(data[:4]) else -1
            else:
                value = int.from_bytes(data[:4], "little", signed=True)
        elif linger:
            raise _error(-22)
        _check(_host.setsockopt(self._fd, _index(level), _index(optname), int(value)))

    # -- receiving

    def recv(self, bufsize, flags=0):
        if type(bufsize) is not int:
            bufsize = _index(bufsize)
        if bufsize < 0:
            raise ValueError("negative buffersize in recv")
        result = _recv(self._fd, bufsize, flags, self._nanos)
        if type(result) is str:
            return result.encode("latin-1")
        return self._received(result, bufsize, flags)

    def _received(self, result, bufsize, flags):
        if result == _INTERRUPTED:
            result = _again(_recv, self._fd, bufsize, flags)
        if type(result) is int:
            raise _error(result)
        return result.encode("latin-1")

    def recv_into(self, buffer, nbytes=0, flags=0):
        view = _writable("recv_into", buffer)
        size = _wanted("recv_into", nbytes, len(view))
        data = self.recv(size, flags)
        view[:len(data)] = data
        return len(data)

    def recvfrom(self, bufsize, flags=0):
        bufsize = _index(bufsize)
        if bufsize < 0:
            raise ValueError("negative buffersize in recvfrom")
        result = _host.recvfrom(self._fd, bufsize, flags, self._nanos)
        if result == _INTERRUPTED:
            result = _again(_host.recvfrom, self._fd, bufsize, flags)
        if type(result) is int:
            raise _error(result)
        start = 1 + ord(result[0])
        address = _make_address(self._family, result[1:start]) if start > 1 else None
        return result[start:].encode("latin-1"), address

    def recvfrom_into(self, buffer, nbytes=0, flags=0):
        view = _writable("recvfrom_into", buffer)
        size = _wanted("recvfrom_into", nbytes, len(view))
        data, address = self.recvfrom(size, flags)
        view[:len(data)] = data
        return len(data), address

    def recvmsg(self, bufsize, ancbufsize=0, flags=0):
        bufsize = _index(bufsize)
        if bufsize < 0:
            raise ValueError("negative buffer size in recvmsg()")
        data, address = self.recvfrom(bufsize, flags)
        return data, [], 0, address

    def recvmsg_into(self, buffers, ancbufsize=0, flags=0):
        try:
            views = [_writable("recvmsg_into", buffer) for buffer in buffers]
        except TypeError:
            raise TypeError("recvmsg_into() argument 1 must be an iterable") from None
        data, address = self.recvfrom(sum(map(len, views)), flags)
        at = 0
        for view in views:
            part = data[at:at + len(view)]
            view[:len(part)] = part
            at += len(part)
        return len(data), [], 0, address

    # -- sending

    def send(self, data, flags=0):
        sent = _send(self._fd, data, 0, flags, self._nanos)
        return sent if sent >= 0 else self._sent(sent, data, 0, flags)

    def _sent(self, sent, data, at, flags):
        if sent == _NO_BUFFER:
            try:
                data = bytes(memoryview(data))
            except TypeError:
                raise _shared.not_bytes(data) from None
            sent = _send(self._fd, data, at, flags, self._nanos)
        if sent == _INTERRUPTED:
            sent = _again(_send, self._fd, data, at, flags)
        if sent < 0:
            raise _error(sent)
        return sent

    def sendall(self, data, flags=0):
        if type(data) is bytes:
            size = len(data)
        else:
            try:
                data = memoryview(data)
            except TypeError:
                raise _shared.not_bytes(data) from None
            if not data.c_contiguous:
                data = memoryview(bytes(data))
            size = data.nbytes
        at = 0
        nanos = self._nanos
        if nanos > 0:
            import time
            deadline = time.monotonic_ns() + nanos
        while True:
            sent = _send(self._fd, data, at, flags, nanos)
            at += sent if sent >= 0 else self._sent(sent, data, at, flags)
            if at >= size:
                return
            if nanos > 0:
                nanos = deadline - time.monotonic_ns()
                if nanos <= 0:
                    raise _error(_shared.TIMEOUT)

    def sendto(self, data, *rest):
        if len(rest) not in (1, 2):
            raise TypeError(f"sendto() takes 2 or 3 arguments ({len(rest) + 1} given)")
        try:
            data = bytes(memoryview(data))
        except TypeError:
            raise _shared.not_bytes(data) from None
        address = rest[-1]
        if address is None:
            return self.send(data)
        host, port, scope = _parse_address(self._family, "sendto", address)
        sent = _host.sendto(self._fd, data, host, port, scope, self._nanos)
        while sent == _INTERRUPTED:
            sent = _host.sendto(self._fd, data, host, port, scope, _remaining())
        if sent < 0:
            raise _error(sent)
        return sent

    def sendmsg(self, buffers, ancdata=(), flags=0, address=None):
        try:
            buffers = list(buffers)
        except TypeError:
            raise TypeError("sendmsg() argument 1 must be an iterable") from None
        try:
            data = b"".join([bytes(memoryview(buffer)) for buffer in buffers])
        except TypeError:
            raise _shared.not_bytes(next(b for b in buffers if not _is_buffer(b))) from None
        if list(ancdata):
            raise _error(-95)  # descriptors of guest sockets mean nothing to another process
        return self.send(data, flags) if address is None else self.sendto(data, flags, address)


SocketType = socket


def _is_buffer(value):
    try:
        memoryview(value)
        return True
    except TypeError:
        return False


def _writable(caller, buffer):
    try:
        view = memoryview(buffer)
    except TypeError:
        view = None
    if view is None or view.readonly:
        raise TypeError(f"{caller}() argument 1 must be read-write bytes-like object, not {type(buffer).__name__}")
    return view if view.format == "B" and view.ndim == 1 else view.cast("B")


def _wanted(caller, nbytes, size):
    nbytes = _index(nbytes)
    if nbytes < 0:
        raise ValueError(f"negative buffersize in {caller}")
    if nbytes > size:
        raise ValueError("buffer too small for requested bytes")
    return nbytes or size


def _check(result):
    if result < 0:
        raise _error(result)


def _parse_address(family, caller, address):
    """An address as the guest gave it, as (host or path, port, scope)."""
    if family == AF_UNIX:
        return _parse_path(address), 0, 0
    name = "AF_INET" if family == AF_INET else "AF_INET6"
    if not isinstance(address, tuple):
        raise TypeError(f"{caller}(): {name} address must be tuple, not {type(address).__name__}")
    if family == AF_INET and len(address) != 2:
        raise TypeError("AF_INET address must be a pair (host, port)")
    if not 2 <= len(address) <= 4:
        raise TypeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])")
    host = _host_text(address[0])
    port = _index(address[1])
    if not 0 <= port <= 65535:
        raise OverflowError(f"{caller}(): port must be 0-65535.")
    return host, port, _index(address[3]) if len(address) == 4 else 0


def _host_text(host):
    if isinstance(host, str):
        return host if host.isascii() else host.encode("idna").decode("ascii")
    if isinstance(host, (bytes, bytearray)):
        return host.decode("ascii")
    raise TypeError(f"str, bytes or bytearray expected, not {type(host).__name__}")


def _parse_path(path):
    import os
    if isinstance(path, str):
        size = len(path.encode("utf-8", "surrogateescape"))
    else:
        try:
            path = bytes(memoryview(path))
        except TypeError:
            raise _shared.not_bytes(path) from None
        size = len(path)
        path = os.fsdecode(path)
    if size > 107:
        raise OSError("AF_UNIX path too long")
    if not path or path[0] in "/\0":
        return path
    return os.path.join(os.getcwd(), path)


def _make_address(family, text):
    if family == AF_UNIX:
        return text
    fields = text.split("\0")
    if family == AF_INET:
        return fields[0], int(fields[1])
    return fields[0], int(fields[1]), 0, int(fields[2])


def _send_raw(sock, data, nanos):
    """For `_ssl`: send within a time of its own; gives the host's result."""
    sent = _send(sock._fd, data, 0, 0, nanos)
    return _again(_send, sock._fd, data, 0, 0) if sent == _INTERRUPTED else sent


def _receive_raw(sock, size, nanos):
    """For `_ssl`: receive within a time of its own; gives bytes or the host's result."""
    result = _recv(sock._fd, size, 0, nanos)
    if result == _INTERRUPTED:
        result = _again(_recv, sock._fd, size, 0)
    return result if type(result) is int else result.encode("latin-1")


def socketpair(family=None, type=SOCK_STREAM, proto=0):
    family = AF_UNIX if family is None else family
    if family != AF_UNIX or type & ~(SOCK_NONBLOCK | SOCK_CLOEXEC) != SOCK_STREAM:
        raise _error(-95)
    pair = _host.pair()
    if pair < 0:
        raise _error(pair)
    return (socket(family, SOCK_STREAM, proto, fileno=pair >> 16), socket(family, SOCK_STREAM, proto, fileno=pair & 0xffff))


def close(fd):
    """Close an integer socket file descriptor."""
    _check(_host.close(_index(fd)))


def dup(fd):
    """Duplicate an integer socket file descriptor."""
    result = _host.dup(_index(fd))
    _check(result)
    return result


def CMSG_LEN(length):
    return _cmsg(length, 16)


def CMSG_SPACE(length):
    return _cmsg((length + 7) & ~7, 16)


def _cmsg(length, header):
    if not 0 <= length <= 0x7fffffff - 2 * header:
        raise OverflowError("CMSG_LEN() argument out of range")
    return header + length


import _jexpy_socket_files

_jexpy_socket_files.install()
