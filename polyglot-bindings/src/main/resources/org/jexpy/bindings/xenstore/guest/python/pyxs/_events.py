# The events of a monitor: a queue.Queue over the host's queue.
import collections as _collections
import itertools as _itertools
import queue as _queue
import threading as _threading
import time as _time

from _jexpy_host import pyxs as _host
from pyxs._internal import Event as _Event
from pyxs.exceptions import ConnectionError


_numbers = _itertools.count()


class EventQueue(_queue.Queue):
    """The events that a monitor has got. Anything else may be put into it, too.

    The host keeps them; those that a tool has looked at by way of `queue` are here, and come first.
    """
    maxsize = unfinished_tasks = 0
    is_shutdown = False

    def __init__(self):
        self._host = _host.events()
        self._seen = _collections.deque()
        self._others = {}
        self._conditions = None

    # What tools reach for. The lock is nobody's but theirs: the host has its own.

    @property
    def queue(self):
        text = self._host.poll()
        if text is not None:
            while text is not None:
                self._seen.append(self._item(text))
                text = self._host.poll()
            self._host.nextTurn()  # who waits for them finds them here
        return self._seen

    def _condition(self, index):
        if self._conditions is None:
            mutex = _threading.Lock()
            self._conditions = mutex, *(_threading.Condition(mutex) for _ in range(3))
        return self._conditions[index]

    mutex = property(lambda self: self._condition(0))
    not_empty = property(lambda self: self._condition(1))
    not_full = property(lambda self: self._condition(2))
    all_tasks_done = property(lambda self: self._condition(3))

    def qsize(self):
        return len(self._seen) + self._host.size()

    _qsize = qsize

    def empty(self):
        return self.qsize() == 0

    def full(self):
        return False

    def put(self, item, block=True, timeout=None):
        try:
            path, token = item
            self._host.put(path.decode("latin-1"), token.decode("latin-1"))
        except (AttributeError, TypeError, ValueError):  # no event
            key = f"\0{next(_numbers)}"  # no token of a server has a NUL
            self._others[key] = item
            self._host.put("", key)

    def _item(self, text):
        path, _, token = text.partition("\0")
        if not path and token in self._others:
            return self._others.pop(token)
        return _Event(path.encode("latin-1"), token.encode("latin-1"))

    def get(self, block=True, timeout=None):
        """The next event. ConnectionError if the connection is lost, so that none can come."""
        if self._seen:
            try:
                return self._seen.popleft()
            except IndexError:
                pass  # another thread was faster
        text = self._host.poll()
        if text is not None:
            return self._item(text)
        if not block:
            raise _queue.Empty
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        return self._wait(None if timeout is None else _time.monotonic() + timeout)

    def _wait(self, end):
        while True:
            turn = self._host.turn()
            if self._seen:  # another thread has looked at them
                try:
                    return self._seen.popleft()
                except IndexError:
                    pass
            nanos = -1 if end is None else max(0, int((end - _time.monotonic()) * 1e9))
            answer = self._host.take(nanos, turn)
            if type(answer) is str:
                return self._item(answer)
            if type(answer) is not int:
                raise ConnectionError(answer.reason)
            if nanos == 0:
                raise _queue.Empty

    def task_done(self):
        pass

    def join(self):
        pass
