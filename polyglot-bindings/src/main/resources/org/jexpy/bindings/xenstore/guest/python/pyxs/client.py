"""The client, and monitors of what changes."""
import copy as _copy
import errno as _errno
import os as _os
import posixpath as _posixpath
import re as _re
import time as _time
from contextlib import suppress as _suppress

from pyxs._events import EventQueue as _EventQueue
from pyxs._internal import NUL, Event, Op, Packet, next_rq_id  # scripts take them from here, too
from pyxs._router import NO_ROOM as _NO_ROOM, RVar, Router, packet_of as _packet_of
from pyxs.connection import UnixSocketConnection, XenBusConnection
from pyxs.exceptions import ConnectionError, PyXSError, UnexpectedPacket
from pyxs.helpers import check_path, check_perms, check_watch_path, error

__all__ = ["Router", "Client", "Monitor"]

_OPERATIONS = frozenset(Op)
_READ, _WRITE = Op.READ, Op.WRITE

# A "$" lets one newline at the end pass.
_argument = _re.compile(rb"^[\x00\x20-\x7f]*$").match


def _is_privileged():
    try:
        with open("/proc/xen/capabilities", "rb") as capabilities:
            return capabilities.read() == b"control_d\n"
    except OSError:
        return False


def _number(value):
    return str(value).encode() + NUL


class Client:
    """A client of a XenStore. Any number of threads may use it; but a transaction belongs to one client: see copy.copy."""

    SU = _is_privileged()
    """Whether this is the domain that controls the others."""

    def __init__(self, unix_socket_path=None, xen_bus_path=None, router=None):
        if router is None:
            bus = xen_bus_path and not unix_socket_path
            router = Router(XenBusConnection(xen_bus_path) if bus else UnixSocketConnection(unix_socket_path))
        self.router = router
        self.tx_id = 0

    def __repr__(self):
        return f"Client({self.router.connection!r})"

    def __copy__(self):
        return type(self)(router=self.router)

    def __enter__(self):
        self.connect()
        return self

    def __exit__(self, *exc_info):
        self.close()
        if self.tx_id and not any(exc_info):
            raise PyXSError("uncommitted transaction")

    def connect(self):
        """Connect; nothing happens if that is done."""
        self.router.start()

    def close(self):
        """Close the connection, for all copies of this client; nothing happens if that is done."""
        self.router.terminate()

    # Requests.

    def execute_command(self, op, *args, **kwargs):
        """Make a request of any kind, and return what the reply carries, without the NULs at its end."""
        router = self.router
        execute = router._execute if router.__class__ is Router else None
        if execute is None or op.__class__ is not int or op not in _OPERATIONS or kwargs:
            return self._execute_by_router(op, args, kwargs)
        try:
            answer = execute(op, self.tx_id, b"".join(args).decode("latin-1"), False)
        except TypeError:  # of what is joined, or tx_id is no number
            return self._execute_by_router(op, args, kwargs)
        if answer.__class__ is str:
            return answer.encode("latin-1")
        return self._other_answer(router._channel, op, args, answer)

    def _other_answer(self, channel, op, args, answer):
        while True:
            kind = type(answer)
            if kind is str:
                return answer.encode("latin-1")
            if kind is int:
                if answer > 0:
                    raise error(answer)
                if answer != _NO_ROOM:  # there is something wrong with the arguments, or with the tx_id
                    return self._execute_by_router(op, args, {})
                answer = channel.execute(op, self.tx_id, b"".join(args).decode("latin-1"), True)
            elif answer.kind == "again":
                answer = channel.resume(answer)
            elif answer.kind == "lost":
                raise self.router._lost(answer)
            else:
                return self._payload(op, _packet_of(answer))

    def _execute_by_router(self, op, args, kwargs):
        _check_arguments(args)
        packet = Packet(op, b"".join(args), rq_id=next_rq_id(), tx_id=self.tx_id, **kwargs)
        return self._payload(op, self.router.send(packet).get())

    def _payload(self, op, reply):
        if reply.op == Op.ERROR:
            raise error(reply.payload[:-1])
        if reply.op != op or reply.tx_id != self.tx_id:
            raise UnexpectedPacket(reply)
        return reply.payload.rstrip(NUL)

    def ack(self, op, *args):
        """Make a request whose reply has to be OK."""
        payload = self.execute_command(op, *args)
        if payload != b"OK":
            raise PyXSError(payload)

    # Nodes.

    def read(self, path, default=None):
        """The value of a node; the default, if there is one, for a node that is missing."""
        check_path(path)
        try:
            return self.execute_command(_READ, path + NUL)
        except PyXSError as e:
            if e.args[0] == _errno.ENOENT and default is not None:
                return default
            raise

    __getitem__ = read

    def write(self, path, value):
        """Set the value of a node; it is made if it is missing, and so is what is above it."""
        check_path(path)
        self.ack(_WRITE, path + NUL, value)

    __setitem__ = write

    def mkdir(self, path):
        """Make a node with an empty value, unless it is there."""
        check_path(path)
        self.ack(Op.MKDIR, path + NUL)

    def delete(self, path):
        """Remove a node, if it is there, and all below it."""
        check_path(path)
        self.ack(Op.RM, path + NUL)

    __delitem__ = delete

    def list(self, path):
        """The names of a node's children."""
        check_path(path)
        payload = self.execute_command(Op.DIRECTORY, path + NUL)
        return payload.split(NUL) if payload else []

    def exists(self, path):
        """Whether there is such a node."""
        try:
            self.list(path)
        except PyXSError as e:
            if e.args[0] == _errno.ENOENT:
                return False
            raise
        return True

    def get_perms(self, path):
        """The permissions of a node, the owner's first."""
        check_path(path)
        return self.execute_command(Op.GET_PERMS, path + NUL).split(NUL)

    def set_perms(self, path, perms):
        """Set the permissions of a node: a letter of w, r, b, n and the number of a domain each."""
        check_path(path)
        check_perms(perms)
        self.ack(Op.SET_PERMS, path + NUL, *(perm + NUL for perm in perms))

    def walk(self, top, topdown=True):
        """A node and all below it: path, value and names of children each. A value that cannot be read is b""."""
        children = self.list(top)
        try:
            value = self.read(top)
        except PyXSError:
            value = b""
        if topdown:
            yield top, value, children
        for child in children:
            yield from self.walk(_posixpath.join(top, child))
        if not topdown:
            yield top, value, children

    # Domains.

    def get_domain_path(self, domid):
        """The home of a domain, whether there is one or not."""
        return self.execute_command(Op.GET_DOMAIN_PATH, _number(domid))

    def is_domain_introduced(self, domid):
        """Whether a domain was introduced."""
        return {b"T": True, b"F": False}[self.execute_command(Op.IS_DOMAIN_INTRODUCED, _number(domid))]

    def introduce_domain(self, domid, mfn, eventchn):
        """Tell the server of a new domain, the frame of its ring and its event channel."""
        if not domid:
            raise ValueError("domain 0 cannot be introduced.")
        self.ack(Op.INTRODUCE, _number(domid), _number(mfn), _number(eventchn))

    def release_domain(self, domid):
        """Tell the server that a domain is gone."""
        self._as_superuser(Op.RELEASE, domid)

    def resume_domain(self, domid):
        """Tell the server that a domain runs again that was shut down."""
        self._as_superuser(Op.RESUME, domid)

    def set_target(self, domid, target):
        """Let a domain act for another."""
        self._as_superuser(Op.SET_TARGET, domid, target)

    def _as_superuser(self, op, *numbers):
        if not self.SU:
            raise error(_errno.EPERM)
        self.ack(op, *map(_number, numbers))

    # Transactions.

    def transaction(self):
        """Begin a transaction, which all that follows is part of until commit or rollback."""
        if self.tx_id:
            raise error(_errno.EALREADY)
        self.tx_id = int(self.execute_command(Op.TRANSACTION_START, NUL))
        return self.tx_id

    def rollback(self):
        """Drop the transaction."""
        self.ack(Op.TRANSACTION_END, b"F" + NUL)
        self.tx_id = 0

    def commit(self):
        """Make the transaction visible; False if others have changed what it saw, so that it has to be done again."""
        try:
            self.ack(Op.TRANSACTION_END, b"T" + NUL)
        except PyXSError as e:
            if e.args[0] == _errno.EAGAIN:
                return False
            raise
        finally:
            self.tx_id = 0
        return True

    def transact(self, function, retries=10):
        """Call function(client) in a transaction, and again while others come between; return what it gave.

        The client it gets is a copy of this one. What it raises leaves nothing written. An addition of jexpy.
        """
        client = _copy.copy(self)
        for attempt in range(retries + 1):
            client.transaction()
            try:
                result = function(client)
            except BaseException:
                if client.tx_id:
                    with _suppress(PyXSError):
                        client.rollback()
                raise
            if client.commit():
                return result
            if attempt < retries:  # those who want the same would come between each other again, were they of the same speed
                _time.sleep(_os.urandom(1)[0] / 255 * min(2 ** attempt, 32) / 1000)
        raise error(_errno.EAGAIN)

    def monitor(self):
        """A monitor over the same connection."""
        if isinstance(self.router.connection, XenBusConnection):
            raise PyXSError("using ``Monitor`` over XenBus is not supported", UserWarning)
        return Monitor(_copy.copy(self))


def _check_arguments(args):
    if not all(map(_argument, args)):
        raise ValueError(args)


class Monitor:
    """Watches nodes, and yields an event for each change at them or below."""

    def __init__(self, client):
        self.client = client
        self.events = _EventQueue()
        self.unwatch_queue = set()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def close(self):
        """Take all watches back. The client stays as it is."""
        for wpath, token in list(self.unwatch_queue):
            self.unwatch(wpath, token)

    @property
    def watched(self):
        """What is watched: the paths."""
        return {wpath for wpath, _ in self.unwatch_queue}

    def watch(self, wpath, token):
        """Watch a node, or @introduceDomain or @releaseDomain. The first event comes at once."""
        check_watch_path(wpath)
        arguments = wpath + NUL, token + NUL
        router = self.client.router
        router.subscribe(token, self)
        try:
            self.client.ack(Op.WATCH, *arguments)
        except BaseException as e:
            router.unsubscribe(token, self)
            if isinstance(router, Router) and not isinstance(e, Exception):  # the server may set it yet
                router._withdraw(wpath, token)
            raise
        self.unwatch_queue.add((wpath, token))

    def unwatch(self, wpath, token):
        """Take a watch back. Its events that have come stay."""
        check_watch_path(wpath)
        self.client.ack(Op.UNWATCH, wpath + NUL, token + NUL)
        if (wpath, token) in self.unwatch_queue:
            self.unwatch_queue.discard((wpath, token))
            self.client.router.unsubscribe(token, self)

    def wait(self, unwatched=False):
        """Yield each event that comes, without end. Those of watches that are taken back only if asked for."""
        while True:
            event = self.events.get()
            if unwatched or self._is_watched(event):
                yield event

    def _is_watched(self, event):
        path, token = event
        while (path, token) not in self.unwatch_queue:
            above = _posixpath.dirname(path)
            if above == path:
                return False
            path = above
        return True
