# MonitoredThreadPool; imported at its first use.
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import exos.api._threads  # noqa: F401: adds register() to threads
from exos.api._errors import seconds


class _Progress:
    """What the workers of a pool do. Knows nothing of the pool, so that nothing but its users keeps it."""

    def __init__(self, workers):
        self._workers = workers
        self._lock = threading.Lock()
        self._running = self._steps = self._seen = 0

    def run(self, function, args, kwargs):
        with self._lock:
            self._running += 1
            self._steps += 1
        try:
            return function(*args, **kwargs)
        finally:
            with self._lock:
                self._running -= 1
                self._steps += 1

    def made(self):
        """Whether a worker is free, or a job was begun or ended since the last look."""
        with self._lock:
            progress = self._running < self._workers or self._steps != self._seen
            self._seen = self._steps
            return progress


def _watch(pool, progress, stop, period):
    monitor = threading.current_thread()
    while not stop.wait(period / 3) and pool() is not None:
        if progress.made():
            monitor.keepalive()
    monitor.deregister()


class MonitoredThreadPool(ThreadPoolExecutor):
    """A thread pool that the process manager watches: when all its workers are busy and none has begun or ended a job for
    `period` seconds, the pool counts as stuck, and the process as failed. More arguments are ThreadPoolExecutor's."""

    def __init__(self, max_workers, name=None, period=15, *args, **kwargs):
        period = seconds(period, "period")
        if name is not None and not args:
            kwargs.setdefault("thread_name_prefix", name)
        super().__init__(max_workers, *args, **kwargs)
        self._progress = _Progress(self._max_workers)
        self._stop = threading.Event()
        title = f"{name or 'MonitoredThreadPool'}-monitor"
        watched = (weakref.ref(self), self._progress, self._stop, period)
        monitor = threading.Thread(target=_watch, args=watched, name=title, daemon=True)
        monitor.register(period)
        monitor.start()

    def submit(self, fn, /, *args, **kwargs):
        return super().submit(self._progress.run, fn, args, kwargs)

    def shutdown(self, wait=True, *, cancel_futures=False):
        super().shutdown(wait, cancel_futures=cancel_futures)
        self._stop.set()


MonitoredThreadPool.__module__ = "exos.api"
