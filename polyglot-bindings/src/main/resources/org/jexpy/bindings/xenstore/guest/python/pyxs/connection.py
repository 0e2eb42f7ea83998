"""Connections to a server: by its socket, or by the bus of Xen."""
import errno as _errno
import os as _os
import socket as _socket
import sys as _sys
from io import UnsupportedOperation as _UnsupportedOperation

from _jexpy_host import pyxs as _host
from pyxs._internal import Packet
from pyxs.exceptions import ConnectionError

__all__ = ["UnixSocketConnection", "XenBusConnection"]

_GONE = (_errno.ECONNRESET, _errno.ECONNABORTED, _errno.EPIPE)


class _UnixSocketTransport:
    def __init__(self, path):
        self.sock = _socket.socket(_socket.AF_UNIX, _socket.SOCK_STREAM)
        try:
            self.sock.connect(path)
        except OSError as e:
            self.sock.close()
            raise ConnectionError(f"error connecting to {path!r}: {e.args}")

    def fileno(self):
        return self.sock.fileno()

    def send(self, data):
        self.sock.sendall(data)

    def recv(self, size):
        return _all_of(size, self.sock.recv)

    def close(self):
        try:
            self.sock.shutdown(_socket.SHUT_RDWR)
        finally:
            self.sock.close()


class _XenBusTransport:
    # The device cannot be selected, and who waits to read must not keep others from writing: the host does both.

    def __init__(self, path):
        name = _os.fsdecode(path)
        if "\0" in name:
            raise ValueError("embedded null byte")
        self.bus = _host.bus(_os.path.abspath(name), name)
        if type(self.bus) is int:
            raise ConnectionError(f"error while opening {path!r}: {(self.bus, _os.strerror(self.bus))}")

    def fileno(self):
        raise _UnsupportedOperation("a XenBus connection has no descriptor: the host reads the device")

    def send(self, data):
        text = bytes(data).decode("latin-1")
        while text:
            text = text[_of_bus(self.bus.write(text)):]

    def recv(self, size):
        return _all_of(size, self._read)

    def _read(self, size):
        text = 0
        while type(text) is int:
            text = _of_bus(self.bus.read(size))
        return text.encode("latin-1")

    def close(self):
        self.bus.close()


def _of_bus(answer):
    if type(answer) is int or type(answer) is str:
        return answer
    raise OSError(_errno.EIO, answer.reason)


def _all_of(size, read):
    pieces = []
    while size:
        piece = read(size)
        if not piece:
            raise OSError(_errno.ECONNRESET)
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class PacketConnection:
    """A connection that packets go over, one after the other."""
    path = transport = None

    def __repr__(self):
        return f"{type(self).__name__}({self.path!r})"

    @property
    def is_connected(self):
        return self.transport is not None

    def fileno(self):
        return self.transport.fileno()

    def connect(self):
        """Connect; nothing happens if that is done."""
        if not self.is_connected:
            self.transport = self.create_transport()

    def create_transport(self):
        raise NotImplementedError(f"{type(self).__name__} has no transport")

    def close(self, silent=True):
        """Close; nothing happens if that is done. If not silent, a failure of it is a ConnectionError."""
        if not self.is_connected:
            return
        transport, self.transport = self.transport, None
        try:
            transport.close()
        except OSError as e:
            if not silent:
                raise ConnectionError(e.args)

    def _connected(self):
        transport = self.transport
        if transport is None:
            raise ConnectionError("not connected")
        return transport

    def send(self, packet):
        """Send a packet."""
        transport = self._connected()
        header = packet._struct.pack(packet.op, packet.rq_id, packet.tx_id, packet.size)
        try:
            transport.send(header)
            transport.send(packet.payload)
        except OSError as e:
            if e.args and e.args[0] in _GONE:
                self.close()
            raise ConnectionError(f"error while writing to {self.path!r}: {e.args}")

    def recv(self):
        """Wait for the next packet."""
        transport = self._connected()
        try:
            header = transport.recv(Packet._struct.size)
        except OSError as e:
            raise ConnectionError(f"error while reading from {self.path!r}: {e.args}")
        op, rq_id, tx_id, size = Packet._struct.unpack(header)
        payload = transport.recv(size) if size else b""
        return Packet(op, payload, rq_id, tx_id)


class UnixSocketConnection(PacketConnection):
    """A connection by the server's socket: XENSTORED_PATH, or "socket" in XENSTORED_RUNDIR, or in /var/run/xenstored."""

    def __init__(self, path=None):
        self.path = path or _default_socket()

    def create_transport(self):
        return _UnixSocketTransport(self.path)


class XenBusConnection(PacketConnection):
    """A connection by the device of a domain."""

    def __init__(self, path=None):
        self.path = path or _default_bus()

    def create_transport(self):
        return _XenBusTransport(self.path)


def _default_socket():
    return _os.environ.get("XENSTORED_PATH") or _os.path.join(
        _os.environ.get("XENSTORED_RUNDIR", "/var/run/xenstored"), "socket")


def _default_bus():
    if _sys.platform.startswith("netbsd"):
        return "/kern/xen/xenbus"
    if _sys.platform.startswith("linux") and not _os.access("/dev/xen/xenbus", _os.R_OK):
        return "/proc/xen/xenbus"
    return "/dev/xen/xenbus"
