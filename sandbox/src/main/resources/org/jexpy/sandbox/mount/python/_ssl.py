"""Python's `_ssl`: the runtime's own TLS engine, with guest sockets below.

The engine itself works on memory buffers. What the runtime does with its own sockets is done here for guest sockets: records are
carried between the engine and the socket, with the socket's timeout. Only one record is taken from the socket at a time, so that a
program that selects on the socket sees as much as it does with other TLS libraries.
"""
import _thread
import time

import _jexpy_sockets as _shared
import _socket

_builtin = _shared.builtin("_ssl")
globals().update({name: value for name, value in vars(_builtin).items() if not name.startswith("__")})

_WANT_READ = "The operation did not complete (read)"
_WANT_WRITE = "The operation did not complete (write)"
_HEADER = 5


class _SSLContext(_builtin._SSLContext):

    def _wrap_socket(self, sock, server_side, server_hostname=None, *, owner=None, session=None):
        incoming, outgoing = MemoryBIO(), MemoryBIO()
        engine = self._wrap_bio(incoming, outgoing, server_side, server_hostname, owner=owner, session=session)
        return _Transport(sock, engine, incoming, outgoing)


class _Transport:
    """A TLS engine and the socket below it; has the interface of the runtime's `_SSLSocket`."""

    def __init__(self, sock, engine, incoming, outgoing):
        self._sock = sock
        self._engine = engine
        self._incoming = incoming
        self._outgoing = outgoing
        self._engine_lock = _thread.allocate_lock()
        self._send_lock = _thread.allocate_lock()
        self._unsent = b""
        self._unconfirmed = 0
        self._header = b""
        self._missing = 0

    def __getattr__(self, name):
        return getattr(self._engine, name)

    @property
    def context(self):
        return self._engine.context

    @context.setter
    def context(self, value):
        self._engine.context = value

    @property
    def session(self):
        return self._engine.session

    @session.setter
    def session(self, value):
        self._engine.session = value

    def getpeercert(self, binary_form=False):
        certificate = self._engine.getpeercert(binary_form)
        if certificate and not binary_form and self._engine.context.verify_mode == CERT_NONE:
            return {}  # an unchecked certificate says nothing
        return certificate

    def do_handshake(self):
        return self._drive("handshake", self._engine.do_handshake)

    def read(self, size=1024, buffer=None):
        if buffer is None:
            return self._drive("read", self._engine.read, size)
        return self._drive("read", self._engine.read, size, buffer)

    def write(self, data):
        """As TLS libraries do on a full socket: what the engine has taken is reported when all of its bytes are on their way."""
        deadline = self._deadline()
        if self._unconfirmed:
            self._flush("write", deadline)
        else:
            self._unconfirmed = self._drive("write", self._engine.write, data)
            self._flush("write", deadline)
        taken, self._unconfirmed = self._unconfirmed, 0
        return taken

    def shutdown(self):
        self._drive("shutdown", self._engine.shutdown)
        return self._sock

    def _drive(self, what, operation, *arguments):
        deadline = self._deadline()
        while True:
            try:
                with self._engine_lock:
                    result = operation(*arguments)
            except SSLWantReadError:
                self._flush(what, deadline)
                self._fill(what, deadline)
            except SSLWantWriteError:
                self._flush(what, deadline)
            except BaseException:
                try:
                    self._flush(what, deadline)  # the alert that tells the peer
                except OSError:
                    pass
                raise
            else:
                if what != "write":
                    self._flush(what, deadline)
                return result

    def _deadline(self):
        nanos = self._sock._nanos
        return nanos if nanos <= 0 else time.monotonic_ns() + nanos

    def _left(self, deadline):
        return deadline if deadline <= 0 else max(1, deadline - time.monotonic_ns())

    def _flush(self, what, deadline):
        with self._send_lock:
            while True:
                if not self._unsent:
                    self._unsent = self._outgoing.read()
                if not self._unsent:
                    return
                sent = _socket._send_raw(self._sock, self._unsent, self._left(deadline))
                if sent == -_shared.EAGAIN:
                    raise SSLWantWriteError(3, _WANT_WRITE)
                if sent == _shared.TIMEOUT:
                    raise TimeoutError(f"The {what} operation timed out")
                if sent < 0:
                    raise _shared.error(sent)
                self._unsent = self._unsent[sent:]

    def _fill(self, what, deadline):
        """Take the rest of the record that has begun, or the header of the next one."""
        wanted = self._missing or _HEADER - len(self._header)
        data = _socket._receive_raw(self._sock, wanted, self._left(deadline))
        if type(data) is int:
            if data == -_shared.EAGAIN:
                raise SSLWantReadError(2, _WANT_READ)
            if data == _shared.TIMEOUT:
                raise TimeoutError(f"The {what} operation timed out")
            raise _shared.error(data)
        with self._engine_lock:
            if not data:
                self._incoming.write_eof()
                return
            self._incoming.write(data)
        if self._missing:
            self._missing -= len(data)
            return
        self._header += data
        if len(self._header) == _HEADER:
            self._missing = int.from_bytes(self._header[3:], "big")
            self._header = b""


import _jexpy_idna

_jexpy_idna.install()
