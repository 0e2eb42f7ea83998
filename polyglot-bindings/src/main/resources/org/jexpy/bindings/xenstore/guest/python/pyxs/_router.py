# How requests of many threads share a connection. Over a socket of ours the host does it, and the thread of a router is only a
# name for that; over any other connection, a thread reads.
import collections as _collections
import select as _select
import socket as _socket
import threading as _threading

from _jexpy_host import pyxs as _host
from pyxs._events import EventQueue as _EventQueue
from pyxs._internal import Event as _Event, Op as _Op, Packet as _Packet
from pyxs.connection import UnixSocketConnection as _UnixSocketConnection, XenBusConnection as _XenBusConnection
from pyxs.exceptions import ConnectionError, InvalidPayload as _InvalidPayload, PyXSError as _PyXSError, UnexpectedPacket

NOT_CONNECTED = "not connected"
NO_ROOM = -4
"""What the host answers while the server takes too little of what it is sent."""


class _Failure:
    def __init__(self, error):
        self.error = error


class RVar:
    """A variable that is set by one thread while others wait for it."""
    __slots__ = ("condition", "target")

    def __init__(self):
        self.condition = _threading.Condition()
        self.target = None

    def __repr__(self):
        return f"RVar({self.target!r})"

    def get(self):
        """Wait for the value."""
        with self.condition:
            while self.target is None:
                self.condition.wait()
            if isinstance(self.target, _Failure):
                raise self.target.error
            return self.target

    def set(self, target):
        """Set the value, and wake all that wait."""
        with self.condition:
            self.target = target
            self.condition.notify_all()


class _LinkVar(RVar):
    """A reply that the host waits for."""
    __slots__ = ("channel", "ticket", "rq_id")

    def __init__(self, channel, ticket, rq_id):
        super().__init__()
        self.channel, self.ticket, self.rq_id = channel, ticket, rq_id

    def get(self):
        while self.target is None:
            answer = self.channel.resume(self.ticket)
            if answer.kind == "lost":
                self.set(_Failure(ConnectionError(answer.reason)))
            elif answer.kind == "packet":
                self.set(packet_of(answer, self.rq_id))
        return super().get()


def packet_of(reply, rq_id=None):
    """A host's reply as a packet."""
    return _Packet(reply.op, reply.payload.encode("latin-1"), reply.request if rq_id is None else rq_id, reply.transaction)


class _RouterThread(_threading.Thread):
    """Alive while there is a connection. It runs only if the host cannot read that connection."""

    def __init__(self, router):
        super().__init__(daemon=True)
        self.router = router

    def is_alive(self):
        channel = self.router._channel
        return super().is_alive() if channel is None else channel.isConnected()

    def join(self, timeout=None):
        if self.router._channel is None:
            super().join(timeout)

    def run(self):
        self.router._read_all()


class Router:
    """Lets any number of threads, clients and monitors use one connection."""

    def __init__(self, connection):
        self.connection = connection
        self.send_lock = _threading.Lock()
        self.rvars = {}
        self.monitors = _collections.defaultdict(list)
        self._channel = None
        self._used = False
        self._pair = None
        self.thread = _RouterThread(self)

    def __repr__(self):
        return f"Router({self.connection!r})"

    @property
    def r_terminator(self):
        return self._terminators()[0]

    @property
    def w_terminator(self):
        return self._terminators()[1]

    def _terminators(self):
        if self._pair is None:
            self._pair = _socket.socketpair()
        return self._pair

    @property
    def is_connected(self):
        if self._channel is not None and not self._channel.isConnected():
            self.connection.close()
        return self.connection.is_connected

    def start(self):
        """Connect; nothing happens if that is done. After terminate() there is no way back."""
        if self.thread.is_alive():
            return
        if self._used:
            raise RuntimeError("threads can only be started once")
        self.connection.connect()
        self._used = True
        if type(self.connection) is _UnixSocketConnection:
            self._channel = _host.open(self.connection.fileno(), str(self.connection.path))
            for token, monitors in self.monitors.items():
                for monitor in monitors:
                    self._channel.subscribe(token.decode("latin-1"), _events_of(monitor))
        else:
            self._terminators()
            self.thread.start()

    def subscribe(self, token, monitor):
        """Have a monitor get the events of a token."""
        self.monitors[token].append(monitor)
        if self._channel is not None:
            self._channel.subscribe(token.decode("latin-1"), _events_of(monitor))

    def unsubscribe(self, token, monitor):
        """Take that back once."""
        self.monitors[token].remove(monitor)
        if self._channel is not None:
            self._channel.unsubscribe(token.decode("latin-1"), _events_of(monitor))

    def send(self, packet):
        """Send a request; the reply is what the RVar will have."""
        if self._channel is not None:
            return self._send_by_host(packet)
        rvar = RVar()
        with self.send_lock:
            if not self.connection.is_connected:
                raise ConnectionError(NOT_CONNECTED)
            self.rvars[packet.rq_id] = rvar
            try:
                self.connection.send(packet)
            except BaseException:
                self.rvars.pop(packet.rq_id, None)
                raise
        return rvar

    def _send_by_host(self, packet):
        packet._struct.pack(packet.op, packet.rq_id, packet.tx_id, packet.size)  # or it could not be sent
        answer = NO_ROOM
        while type(answer) is int:
            if answer != NO_ROOM:
                raise _InvalidPayload(packet.payload)
            answer = self._channel.send(packet.op, packet.tx_id, packet.payload.decode("latin-1"))
        if answer.kind == "lost":
            raise self._lost(answer)
        return _LinkVar(self._channel, answer, packet.rq_id)

    def _lost(self, answer):
        self.connection.close()
        return ConnectionError(answer.reason)

    def terminate(self):
        """End the connection; nothing happens if that is done."""
        if self._channel is not None:
            self._channel.close()
            self.connection.close()
        elif self.thread.is_alive():
            try:
                self.w_terminator.send(b"\x00")
            except OSError:
                pass  # it is ending
            if isinstance(self.connection, _XenBusConnection):
                self._end(ConnectionError(NOT_CONNECTED))  # its thread reads until something comes
            else:
                self.thread.join()

    # What the thread does.

    def _read_all(self):
        reason = NOT_CONNECTED
        try:
            while self._has_input():
                self._accept(self.connection.recv())
        except (OSError, ValueError, _PyXSError) as e:
            reason = f"{type(e).__name__}: {e}"
        finally:
            self._end(ConnectionError(reason))

    def _has_input(self):
        if isinstance(self.connection, _XenBusConnection):
            return True  # it cannot be waited for otherwise
        ready, _, _ = _select.select([self.connection, self.r_terminator], [], [])
        return self.r_terminator not in ready

    def _accept(self, packet):
        if packet.op == _Op.WATCH_EVENT:
            event = _Event(*packet.payload.split(b"\x00")[:-1][:2])
            for monitor in {id(each): each for each in self.monitors[event.token]}.values():
                monitor.events.put(event)
            return
        rvar = self.rvars.pop(packet.rq_id, None)
        if rvar is None:
            raise UnexpectedPacket(packet)
        rvar.set(packet)

    def _end(self, error):
        self.connection.close()
        for end in self._pair or ():
            end.close()
        with self.send_lock:
            pending = list(self.rvars.values())
            self.rvars.clear()
        for rvar in pending:
            rvar.set(_Failure(error))


def _events_of(monitor):
    """The host's queue of a monitor. One of another kind gets what comes by a thread."""
    events = monitor.events
    if isinstance(events, _EventQueue):
        return events._host
    relay = getattr(monitor, "_pyxs_relay", None)
    if relay is None:
        relay = monitor._pyxs_relay = _EventQueue()
        _threading.Thread(target=_relay, args=(relay, monitor), daemon=True).start()
    return relay._host


def _relay(source, monitor):
    try:
        while True:
            monitor.events.put(source.get())
    except ConnectionError:
        pass  # as with a router of its own thread: nothing more comes


for _type in (RVar, Router):
    _type.__module__ = "pyxs.client"
