"""Python's `select` over guest sockets of the host: `select`, `poll` and `epoll`.

Ready sockets come as one text, a character with the descriptor and one with the events for each. Descriptors that are not sockets
(files, pipes, standard streams) cannot be waited for; they count as ready at once, as the system does for files.
"""
import _jexpy_sockets as _shared
from _jexpy_sockets import INTERRUPTED as _INTERRUPTED, error as _error, host as _host

_polls = _host.polls
_select = _polls.select
_poll = _polls.poll
_remaining = _host.remaining
_FIRST = 10000  # below are the runtime's own files

error = OSError
PIPE_BUF = 4096
POLLIN, POLLPRI, POLLOUT, POLLERR, POLLHUP, POLLNVAL = 1, 2, 4, 8, 16, 32
POLLRDNORM, POLLRDBAND, POLLWRNORM, POLLWRBAND, POLLMSG, POLLRDHUP = 64, 128, 256, 512, 1024, 8192
EPOLLIN, EPOLLPRI, EPOLLOUT, EPOLLERR, EPOLLHUP = 1, 2, 4, 8, 16
EPOLLRDNORM, EPOLLRDBAND, EPOLLWRNORM, EPOLLWRBAND, EPOLLMSG, EPOLLRDHUP = 64, 128, 256, 512, 1024, 8192
EPOLLEXCLUSIVE, EPOLLONESHOT, EPOLLET, EPOLL_CLOEXEC = 1 << 28, 1 << 30, 1 << 31, 0o2000000

_READ = POLLIN | POLLRDNORM
_WRITE = POLLOUT | POLLWRNORM


def _fd(file):
    if isinstance(file, int):
        fd = file
    else:
        try:
            method = file.fileno
        except AttributeError:
            raise TypeError("argument must be an int, or have a fileno() method.") from None
        fd = method()
        if not isinstance(fd, int):
            raise TypeError("fileno() returned a non-integer")
    if fd < 0:
        raise ValueError(f"file descriptor cannot be a negative integer ({fd})")
    return fd


def _events(mask):
    return (1 if mask & _READ else 0) | (4 if mask & _WRITE else 0)


def _wait(wanted, nanos):
    """Wait for {descriptor: events}; gives the same of what is ready."""
    ready = {}
    sockets = []
    for fd, events in wanted.items():
        if fd >= _FIRST:
            sockets.append(chr(fd) + chr(events))
        else:
            state = _file_state(fd)
            if state & (events | POLLNVAL):
                ready[fd] = state & (events | POLLNVAL)
    result = _select("".join(sockets), 0 if ready else nanos)
    while type(result) is int:
        if result != _INTERRUPTED:
            raise _error(result)
        result = _select("".join(sockets), _remaining())
    for i in range(0, len(result), 2):
        ready[ord(result[i])] = ord(result[i + 1])
    return ready


def _file_state(fd):
    import os
    try:
        os.fstat(fd)
    except OSError:
        return POLLNVAL
    return POLLIN | POLLOUT


def select(rlist, wlist, xlist, timeout=None):
    """Wait until one or more file descriptors are ready for some kind of I/O."""
    if timeout is None:
        nanos = -1
    else:
        try:
            nanos = _shared.nanoseconds(timeout)
        except TypeError:
            raise TypeError("timeout must be a float or None") from None
        if nanos < 0:
            raise ValueError("timeout must be non-negative")
    wanted = {}
    lists = []
    for items, events in ((rlist, POLLIN), (wlist, POLLOUT), (xlist, 0)):
        try:
            items = [(item, _fd(item)) for item in items]
        except TypeError:
            if not hasattr(items, "__iter__"):
                raise TypeError("arguments 1-3 must be sequences") from None
            raise
        for _, fd in items:
            wanted[fd] = wanted.get(fd, 0) | events
        lists.append(items)
    ready = _wait(wanted, nanos)
    if not ready:
        return [], [], []
    if any(events & POLLNVAL for events in ready.values()):
        raise _error(-9)
    read, write, _ = lists
    return ([item for item, fd in read if ready.get(fd, 0) & (POLLIN | POLLHUP | POLLERR)],
            [item for item, fd in write if ready.get(fd, 0) & (POLLOUT | POLLERR)],
            [])


# As a built-in function, it must not become a method when a class takes it for an attribute, which `selectors` does.
select = staticmethod(select)


class poll:
    """Polling object: many descriptors, one wait."""

    def __init__(self):
        self._wanted = {}

    def register(self, fd, eventmask=POLLIN | POLLPRI | POLLOUT):
        fd = _fd(fd)
        self._wanted[fd] = _mask(eventmask)

    def modify(self, fd, eventmask):
        fd = _fd(fd)
        if fd not in self._wanted:
            raise _error(-2)
        self._wanted[fd] = _mask(eventmask)

    def unregister(self, fd):
        del self._wanted[_fd(fd)]

    def poll(self, timeout=None):
        """Give (descriptor, events) of what is ready; the time is in milliseconds."""
        nanos = _milliseconds(timeout)
        ready = _wait({fd: _events(mask) for fd, mask in self._wanted.items()}, nanos)
        return [(fd, ready[fd]) for fd in self._wanted if fd in ready]


def _mask(eventmask):
    if not isinstance(eventmask, int):
        raise TypeError(f"'{type(eventmask).__name__}' object cannot be interpreted as an integer")
    if not 0 <= eventmask <= 0xffff:
        raise OverflowError("Python int too large to convert to C unsigned short" if eventmask > 0
                            else "can't convert negative value to C unsigned short")
    return eventmask


def _milliseconds(timeout):
    if timeout is None:
        return -1
    if not isinstance(timeout, (int, float)):
        raise TypeError("timeout must be an integer or None")
    return -1 if timeout < 0 else _shared.nanoseconds(timeout / 1000)


class epoll:
    """epoll object: a lasting set of sockets on the host."""

    def __init__(self, sizehint=-1, flags=0):
        self._set = -1
        if sizehint < -1 or sizehint == 0:
            raise ValueError("negative sizehint")
        number = _polls.create()
        if number < 0:
            raise _error(number)
        self._once = {}
        self._set = number

    @classmethod
    def fromfd(cls, fd):
        raise _error(-22)

    def fileno(self):
        return 5000 + self._live()

    @property
    def closed(self):
        return self._set < 0

    def _live(self):
        if self._set < 0:
            raise ValueError("I/O operation on closed epoll object")
        return self._set

    def close(self):
        number, self._set = self._set, -1
        if number >= 0:
            _polls.close(number)

    def __enter__(self):
        self._live()
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        self.close()

    def _control(self, operation, fd, eventmask):
        fd = _fd(fd)
        result = _polls.control(self._live(), operation, fd, _events(eventmask))
        if result < 0:
            # as for any file that cannot be waited for
            raise _error(-1 if result == -9 and fd < _FIRST and _file_state(fd) != POLLNVAL else result)
        if eventmask & EPOLLONESHOT:
            self._once[fd] = True
        else:
            self._once.pop(fd, None)

    def register(self, fd, eventmask=EPOLLIN | EPOLLPRI | EPOLLOUT):
        self._control(1, fd, eventmask)

    def unregister(self, fd):
        self._control(2, fd, 0)

    def modify(self, fd, eventmask):
        self._control(3, fd, eventmask)

    def poll(self, timeout=None, maxevents=-1):
        """Give (descriptor, events) of what is ready; the time is in seconds."""
        number = self._set
        if number < 0:
            self._live()
        if maxevents < 1 and maxevents != -1:
            raise ValueError(f"maxevents must be greater than 0, got {maxevents}")
        if timeout is None or timeout < 0:
            nanos = -1
        elif timeout == 0:
            nanos = 0
        else:
            nanos = _shared.nanoseconds(timeout)
        result = _poll(number, nanos)
        if type(result) is int:
            result = self._poll_again(result)
        if not result:
            return []
        ready = [(ord(result[i]), ord(result[i + 1])) for i in range(0, len(result), 2)]
        if 0 < maxevents < len(ready):
            del ready[maxevents:]
        if self._once:
            for fd, _ in ready:
                if self._once.pop(fd, False):
                    _polls.control(number, 3, fd, 0)
        return ready

    def _poll_again(self, result):
        while type(result) is int:
            if result != _INTERRUPTED:
                raise _error(result)
            result = _poll(self._live(), _remaining())
        return result
