"""Channels: the two ends of a conversation. What happens to them is the host's part."""
import math as _math
import sys as _sys
import threading as _threading
import traceback as _traceback
import weakref as _weakref
from _thread import get_ident as _get_ident
from time import monotonic_ns as _monotonic_ns

from execnet._errors import LoadError, RemoteError, TimeoutError
from execnet._serializer import dumps_internal, loads_internal, savable, save_channel

__all__ = ["Channel", "ChannelFactory", "ChannelFile", "ChannelFileRead", "ChannelFileWrite", "ENDMARKER", "NO_ENDMARKER_WANTED",
           "geterrortext"]

ENDMARKER = object()
NO_ENDMARKER_WANTED = object()

_MOST_NANOS = 2**63 - 1


def geterrortext(exc_info=None, format_exception=_traceback.format_exception):
    """The traceback of an exception, or what can be said of it."""
    if isinstance(exc_info, BaseException):
        exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    kind, error, trace = exc_info or _sys.exc_info()
    try:
        return "".join(format_exception(kind, error, trace))
    except Exception:
        return f"{kind.__name__}: {error}"


def asked(ask, timeout):
    """What the host says that waits so long, which is asked again while it says "w": Python looks for signals in between."""
    if timeout is None:
        answer = ask(-1)
        while answer == "w":
            answer = ask(-1)
        return answer
    if timeout < 0:
        raise ValueError("'timeout' must be a non-negative number")
    left = min(_math.ceil(timeout * 1e9), _MOST_NANOS)
    end = _monotonic_ns() + left
    answer = ask(left)
    while answer == "w":
        answer = ask(max(0, end - _monotonic_ns()))
    return answer


def value_of(answer, factory):
    # Of an item: itself, or a letter that says what follows; a digit says what becomes of strings in the bytes that follow it.
    if type(answer) is not str:
        return answer
    kind = answer[0]
    if kind == "s":
        return answer[1:]
    if kind == "b":
        return answer[1:].encode("latin-1")
    if kind == "n":
        return None
    if kind in "0123":
        return loads_internal(answer[1:].encode("latin-1"), factory, _pair(ord(kind) - ord("0")))
    raise_failure(answer)


def raise_failure(answer):
    """What the host answers instead of a value: a letter, and a text."""
    kind, text = answer[0], answer[1:]
    if kind == "e":
        raise EOFError(text) if text else EOFError()
    if kind == "r":
        raise RemoteError(text)
    if kind == "o":
        raise OSError(text)
    if kind == "l":
        raise LoadError(text)
    raise SystemError(f"the host answers {answer!r}")


class Channel:
    """A channel: objects that are sent into one end come out of the other, in order."""

    RemoteError = RemoteError
    TimeoutError = TimeoutError
    _INTERNALWAKEUP = 1000
    _executing = False

    def __init__(self, gateway, id, _host=None):
        self.gateway = gateway
        self.id = id
        self._host = gateway._host.channel(id) if _host is None else _host

    def __repr__(self):
        return f"<Channel id={self.id} {'closed' if self.isclosed() else 'open'}>"

    # Sending.

    def send(self, item):
        """Send an object: of the built-in types that hold no code, or a channel."""
        kind = type(item)
        if kind is int and -9223372036854775808 <= item <= 9223372036854775807:
            answer = self._host.sendInteger(item)
        elif kind is str and item.isascii():
            answer = self._host.sendText(item)
        elif kind is bytes:
            answer = self._host.sendBytes(item.decode("latin-1"))
        else:
            answer = self._host.sendItem(dumps_internal(item).decode("latin-1"))
        if answer is not None:
            self._send_failed(answer)

    def _send_failed(self, answer):
        if answer == "c":
            raise OSError(f"cannot send to {self!r}")
        raise_failure(answer)

    # Receiving.

    def receive(self, timeout=None):
        """The next object; EOFError if there is none any more, RemoteError if something went wrong there."""
        answer = asked(self._host.receive, timeout)
        if answer == "t":
            raise self.TimeoutError(f"no item after {timeout} seconds")
        return value_of(answer, self.gateway._channelfactory)

    def __iter__(self):
        return self

    def __next__(self):
        try:
            return self.receive()
        except EOFError:
            raise StopIteration from None

    next = __next__

    def setcallback(self, callback, endmarker=NO_ENDMARKER_WANTED):
        """Have a function called with each object from now on, and with the end marker, if there is one, at the end."""
        factory = self.gateway._channelfactory
        raised = []
        here = _get_ident()

        def deliver(answer):
            # Gives the text of what goes wrong, for the other side.
            try:
                callback(value_of(answer, factory))
            except BaseException as e:
                if here is not None and here == _get_ident():
                    raised.append(e)
                return geterrortext()

        def end():
            try:
                callback(endmarker)
            except BaseException:
                _traceback.print_exc()

        answer = self._host.setCallback(deliver, None if endmarker is NO_ENDMARKER_WANTED else end)
        here = None
        if raised:  # by an object that had come before
            raise raised[0]
        if answer == "c":
            raise OSError(f"{self!r} has callback already registered")
        if answer is not None:
            raise_failure(answer)

    # Ending.

    def isclosed(self):
        """Whether nothing can be sent any more."""
        return self._host.isClosed()

    def close(self, error=None):
        """End both directions; with a text, as an error of the other side."""
        if self._executing:
            raise OSError("cannot explicitly close channel within remote_exec")
        if error is None:
            answer = self._host.close()
        else:
            dumps_internal(error)
            answer = self._host.closeWith(str(error))
        if answer is not None:
            raise_failure(answer)

    def waitclose(self, timeout=None):
        """Wait until the other side sends no more; RemoteError if something went wrong there."""
        answer = asked(self._host.waitClose, timeout)
        if answer == "t":
            raise self.TimeoutError(f"Timeout after {timeout} seconds")
        if answer is not None:
            raise_failure(answer)

    def makefile(self, mode="w", proxyclose=False):
        """A file that writes into the channel, or reads what comes out of it: strings, or bytes."""
        if mode == "w":
            return ChannelFileWrite(channel=self, proxyclose=proxyclose)
        if mode == "r":
            return ChannelFileRead(channel=self, proxyclose=proxyclose)
        raise ValueError(f"mode {mode!r} not available")

    def reconfigure(self, py2str_as_py3str=True, py3str_as_py2str=False):
        """Say what becomes of the strings that are received, at both ends."""
        answer = self._host.reconfigure(bool(py2str_as_py3str), bool(py3str_as_py2str))
        if answer is not None:
            raise_failure(answer)

    # What tools look at.

    @property
    def _strconfig(self):
        return _pair(self._host.coercion())

    @property
    def _closed(self):
        return self._host.isClosed()

    @property
    def _receiveclosed(self):
        return _ReceiveClosed(self._host)

    @property
    def _items(self):
        return None if self._host.hasCallback() else _Items(self)

    def _getremoteerror(self):
        answer = self._host.takeError()
        if answer is not None:
            return EOFError(answer[1:]) if answer[0] == "e" else RemoteError(answer[1:])

    def _trace(self, *message):
        self.gateway._trace(self.id, *message)


savable(Channel, save_channel)


def _pair(bits):
    return bool(bits & 1), bool(bits & 2)


class _ReceiveClosed:
    """The event that no more is received."""

    def __init__(self, host):
        self._host = host

    def is_set(self):
        return self._host.isReceiveClosed()

    isSet = is_set

    def wait(self, timeout=None):
        return asked(self._host.awaitEnd, timeout) != "t"


class _Items:
    """What has come and was not received yet."""

    def __init__(self, channel):
        self._channel = channel

    def qsize(self):
        return self._channel._host.waiting()

    def empty(self):
        return self.qsize() == 0


class ChannelFactory:
    """The channels of a gateway, by their numbers."""

    def __init__(self, gateway):
        self.gateway = gateway
        self._channels = _weakref.WeakValueDictionary()
        self._writelock = _threading.RLock()

    @property
    def finished(self):
        return not self.gateway._host.isReceiving()

    @property
    def count(self):
        return self.gateway._host.nextId()

    @property
    def _callbacks(self):
        return {id: None for id in self.gateway._host.callbacks()}

    def new(self, id=None):
        """The channel of a number, made if there is none; without a number, one of the next."""
        if id is None:
            return self.adopt(self.gateway._new_channel())
        with self._writelock:
            channel = self._channels.get(id)
            return self.adopt(self.gateway._host.channel(id)) if channel is None else channel

    def adopt(self, host):
        """The channel of one of the host."""
        with self._writelock:
            id = host.id()
            channel = self._channels[id] = Channel(self.gateway, id, host)
            return channel

    def channels(self):
        with self._writelock:
            return list(self._channels.values())

    def _local_close(self, id, remoteerror=None, sendonly=False):
        error = getattr(remoteerror, "formatted", remoteerror)
        self.gateway._host.localClose(id, error, sendonly)


class ChannelFile:
    """What files of channels have in common."""

    def __init__(self, channel, proxyclose=True):
        self.channel = channel
        self._proxyclose = proxyclose

    def isatty(self):
        return False

    def close(self):
        if self._proxyclose:
            self.channel.close()

    def __repr__(self):
        return f"<ChannelFile {self.channel.id} {'closed' if self.channel.isclosed() else 'open'}>"


class ChannelFileWrite(ChannelFile):
    """Sends what is written."""

    def write(self, out):
        self.channel.send(out)

    def flush(self):
        pass


class ChannelFileRead(ChannelFile):
    """Reads what is received: strings, or bytes."""

    def __init__(self, channel, proxyclose=True):
        super().__init__(channel, proxyclose)
        self._buffer = None

    def _more(self):
        try:
            item = self.channel.receive()
        except EOFError:
            self.close()
            return False
        self._buffer = item if self._buffer is None else self._buffer + item
        return True

    def _taken(self, count):
        if self._buffer is None:
            return ""
        taken, self._buffer = self._buffer[:count], self._buffer[count:]
        return taken

    def read(self, n):
        """So many characters or bytes; fewer at the end."""
        while len(self._buffer or "") < n and self._more():
            pass
        return self._taken(n)

    def readline(self):
        """A line; at the end it may have no newline."""
        searched = 0
        while True:
            buffer = self._buffer
            if buffer is not None:
                at = buffer.find(b"\n" if isinstance(buffer, bytes) else "\n", searched)
                if at >= 0:
                    return self._taken(at + 1)
                searched = len(buffer)
            if not self._more():
                return self._taken(searched)


