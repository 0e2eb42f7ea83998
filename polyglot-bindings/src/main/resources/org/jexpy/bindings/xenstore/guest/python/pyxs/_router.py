# How requests of many threads share a connection. Over a socket of ours the host does it, and the thread of a router is only a
# name for that; over any other connection, a thread reads.
import collections as _collections
import select as _select
import socket as _socket
import threading as _threading
import time as _time

from _jexpy_host import pyxs as _host
from pyxs._events import EventQueue as _EventQueue
from pyxs._internal import Event as _Event, NUL as _NUL, Op as _Op, Packet as _Packet, next_rq_id as _next_rq_id
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
        return self._value()

    def _value(self):
        value = self.target
        if isinstance(value, _Failure):
            raise value.error
        return value

    def set(self, target):
        """Set the value, and wake all that wait."""
        with self.condition:
            self.target = target
            self.condition.notify_all()


class _LinkVar(RVar):
    """A reply that the host waits for. It is looked at when somebody asks."""
    __slots__ = ("channel", "ticket", "rq_id", "waiting")

    def __init__(self, channel, ticket, rq_id):
        super().__init__()
        self.channel, self.ticket, self.rq_id, self.waiting = channel, ticket, rq_id, False

    @property
    def target(self):
        if RVar.target.__get__(self) is None:
            self._take(self.channel.look(self.ticket))
        return RVar.target.__get__(self)

    @target.setter
    def target(self, value):
        RVar.target.__set__(self, value)

    @property
    def condition(self):
        # Whoever waits for it by hand is told by a thread.
        if not self.waiting and self.target is None:
            self.waiting = True
            _threading.Thread(target=self._fetch, daemon=True).start()
        return RVar.condition.__get__(self)

    @condition.setter
    def condition(self, value):
        RVar.condition.__set__(self, value)

    def _fetch(self):
        while self.target is None:
            self._take(self.channel.resume(self.ticket))

    def _take(self, answer):
        if answer.kind == "lost":
            self.set(_Failure(ConnectionError(answer.reason)))
        elif answer.kind == "packet":
            self.set(packet_of(answer, self.rq_id))

    def set(self, target):
        condition = RVar.condition.__get__(self)
        with condition:
            RVar.target.__set__(self, target)
            condition.notify_all()

    def get(self):
        self._fetch()
        return self._value()


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
            return super().join(timeout)
        end = None if timeout is None else _time.monotonic() + timeout
        while self.is_alive() and (end is None or _time.monotonic() < end):
            _time.sleep(0.02)

    def run(self):
        self.router._read_all()


class Router:
    """Lets any number of threads, clients and monitors use one connection."""

    def __init__(self, connection):
        self.connection = connection
        self.send_lock = _threading.Lock()
        self.rvars = {}
        self.monitors = _collections.defaultdict(list)
        self._channel = self._execute = None
        self._relays = {}
        self._starting = _threading.Lock()
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

    def __call__(self):
        """What the thread of a router does: it reads, until the end."""
        self._read_all()

    def start(self):
        """Connect; nothing happens if that is done. After terminate() there is no way back."""
        with self._starting:
            if not self.thread.is_alive():
                self._start()

    def _start(self):
        if self._used:
            self.connection.close()  # it may have been lost, and nobody has looked since
        self.connection.connect()
        if self._used:
            self.connection.close()
            raise RuntimeError("threads can only be started once")
        self._used = True
        if type(self.connection) in (_UnixSocketConnection, _XenBusConnection):
            channel = self._open_at_host()
            if channel is None:
                self.connection.close()
                raise ConnectionError(NOT_CONNECTED)
            self._channel, self._execute = channel, channel.execute
            for token, monitors in self.monitors.items():
                for monitor in monitors:
                    self._subscribe_at_host(token, monitor)
        else:
            self._terminators()
            self.thread.start()

    def _open_at_host(self):
        if type(self.connection) is _UnixSocketConnection:
            return _host.open(self.connection.fileno(), str(self.connection.path))
        return self.connection.transport.bus.channel()

    def subscribe(self, token, monitor):
        """Have a monitor get the events of a token."""
        self.monitors[token].append(monitor)
        if self._channel is not None:
            self._subscribe_at_host(token, monitor)

    def unsubscribe(self, token, monitor):
        """Take that back once."""
        self.monitors[token].remove(monitor)
        if self._channel is not None:
            events = self._relays.get(id(monitor), monitor.events)
            if isinstance(events, _EventQueue):
                self._channel.unsubscribe(token.decode("latin-1"), events._host)

    def _subscribe_at_host(self, token, monitor):
        events = self._relays.get(id(monitor), monitor.events)
        token = token.decode("latin-1")
        if isinstance(events, _EventQueue) and self._channel.subscribe(token, events._host):
            return
        # A queue of another kind, or one that another connection fills: a thread puts into it.
        relay = self._relays[id(monitor)] = _EventQueue()
        self._channel.subscribe(token, relay._host)
        _threading.Thread(target=_relay, args=(relay, monitor), daemon=True).start()

    def _withdraw(self, wpath, token):
        """Take a watch back that may have been set, without waiting; its answer is of no use to anybody."""
        if any((wpath, token) in getattr(each, "unwatch_queue", ()) for each in self.monitors[token]):
            return  # it is another's
        try:
            self.send(_Packet(_Op.UNWATCH, wpath + _NUL + token + _NUL, rq_id=_next_rq_id()))
        except _PyXSError:
            pass  # what is not connected has no watches

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
                self.connection.close()  # which ends its wait
            self.thread.join()

    # What the thread does.

    def _read_all(self):
        reason = NOT_CONNECTED
        try:
            while self._has_input():
                self._accept(self.connection.recv())
        except Exception as e:
            reason = str(e)
        finally:
            self._end(ConnectionError(reason))

    def _has_input(self):
        if isinstance(self.connection, _XenBusConnection):
            return True  # it cannot be selected
        ready, _, _ = _select.select([self.connection, self.r_terminator], [], [])
        return self.r_terminator not in ready

    def _accept(self, packet):
        if packet.op == _Op.WATCH_EVENT:
            strings = packet.payload.split(_NUL)[:-1]
            if len(strings) < 2:
                raise UnexpectedPacket(packet)
            event = _Event(*strings[:2])
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
        for monitor in [each for monitors in list(self.monitors.values()) for each in monitors]:
            if isinstance(monitor.events, _EventQueue):
                monitor.events._host.end(str(error))


def _relay(source, monitor):
    try:
        while True:
            monitor.events.put(source.get())
    except ConnectionError:
        pass  # as with a router of its own thread: nothing more comes


for _type in (RVar, Router):
    _type.__module__ = "pyxs.client"
