# The events of a monitor: what queue.Queue has, over the host's queue.
import time as _time

from _jexpy_host import pyxs as _host
from pyxs._internal import Event as _Event
from pyxs.exceptions import ConnectionError


def _event(text):
    path, _, token = text.partition("\0")
    return _Event(path.encode("latin-1"), token.encode("latin-1"))


class EventQueue:
    """The events that a monitor has got, as a queue.Queue."""
    maxsize = 0

    def __init__(self):
        self._host = _host.events()

    def qsize(self):
        return self._host.size()

    def empty(self):
        return self._host.size() == 0

    def full(self):
        return False

    def put(self, item, block=True, timeout=None):
        path, token = item
        self._host.put(path.decode("latin-1"), token.decode("latin-1"))

    def put_nowait(self, item):
        self.put(item)

    def get_nowait(self):
        return self.get(False)

    def get(self, block=True, timeout=None):
        """The next event. ConnectionError if the connection is lost, so that none can come."""
        text = self._host.poll()
        if text is not None:
            return _event(text)
        if block and timeout is None:
            return _event(self._wait(None))
        if block:
            if timeout < 0:
                raise ValueError("'timeout' must be a non-negative number")
            text = self._wait(_time.monotonic() + timeout)
        if text is None:
            from queue import Empty

            raise Empty
        return _event(text)

    def _wait(self, end):
        while True:
            nanos = -1 if end is None else max(0, int((end - _time.monotonic()) * 1e9))
            answer = self._host.take(nanos)
            if type(answer) is str:
                return answer
            if type(answer) is not int:
                raise ConnectionError(answer.reason)
            if nanos == 0:
                return None

    def task_done(self):
        pass

    def join(self):
        pass
