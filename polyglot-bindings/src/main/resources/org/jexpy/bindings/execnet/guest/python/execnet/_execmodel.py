"""How tasks are run: models of execution, and pools of threads."""
import _thread
import os as _os
import queue as _queue
import threading as _threading
import time as _time

__all__ = ["ExecModel", "MAIN_THREAD_ONLY_DEADLOCK_TEXT", "Reply", "WorkerPool", "get_execmodel"]

MAIN_THREAD_ONLY_DEADLOCK_TEXT = "concurrent remote_exec would cause deadlock for main_thread_only execmodel"

_BACKENDS = ("thread", "main_thread_only", "eventlet", "gevent")


class ExecModel:
    """Threads, queues and locks of a backend. All backends have threads here."""

    def __init__(self, backend):
        self.backend = backend
        self.queue = _queue
        self.threading = _threading

    def __repr__(self):
        return f"<ExecModel {self.backend!r}>"

    @property
    def subprocess(self):
        import subprocess
        return subprocess

    @property
    def socket(self):
        import socket
        return socket

    def start(self, func, args=()):
        _thread.start_new_thread(func, args)

    def get_ident(self):
        return _threading.get_ident()

    def sleep(self, seconds):
        _time.sleep(seconds)

    def fdopen(self, fd, mode, bufsize=1, closefd=True):
        return _os.fdopen(fd, mode, bufsize, encoding="utf-8", closefd=closefd) if "b" not in mode \
            else _os.fdopen(fd, mode, bufsize, closefd=closefd)

    def Lock(self):
        return _threading.RLock()

    RLock = Lock

    def Event(self):
        return _threading.Event()

    def Semaphore(self, size=None):
        return _NoSemaphore() if size is None else _threading.Semaphore(size)

    def PopenPiped(self, args):
        """Start a program whose standard input and output are pipes."""
        pipe = self.subprocess.PIPE
        return self.subprocess.Popen(args, stdout=pipe, stdin=pipe)

    def WorkerPool(self, hasprimary=False):
        return WorkerPool(self, hasprimary)


class _NoSemaphore:
    acquire = release = lambda self: None


def get_execmodel(backend):
    """The model of a name; a model is its own."""
    if hasattr(backend, "backend"):
        return backend
    if backend not in _BACKENDS:
        raise ValueError(f"unknown execmodel {backend!r}")
    return ExecModel(backend)


class Reply:
    """What a function of a pool gives, when it has run."""

    def __init__(self, task, threadmodel):
        self.task = task
        self._finished = threadmodel.Event()
        self._result = self._failure = None
        self.running = True

    def get(self, timeout=None):
        """Its result, or the exception that it has raised."""
        self.waitfinish(timeout)
        if self._failure is not None:
            raise self._failure
        return self._result

    def waitfinish(self, timeout=None):
        """Wait until it has run."""
        if not self._finished.wait(timeout):
            raise OSError(f"timeout waiting for {self.task!r}")

    def run(self):
        """Run it, in this thread."""
        function, args, kwargs = self.task
        try:
            self._result = function(*args, **kwargs)
        except BaseException as e:
            self._failure = e
        finally:
            self.running = False
            self._finished.set()


class WorkerPool:
    """Runs functions: one by the main thread, if that has been integrated and is idle, others by threads of their own."""

    def __init__(self, execmodel, hasprimary=False):
        self.execmodel = execmodel
        self._changed = _threading.Condition()
        self._running = set()
        self._primary = hasprimary
        self._primary_task = None
        self._shuttingdown = False

    def spawn(self, func, *args, **kwargs):
        """Have a function called; gives its Reply."""
        reply = Reply((func, args, kwargs), self.execmodel)
        with self._changed:
            if self._shuttingdown:
                raise ValueError("pool is shutting down")
            first = self._primary and not self._running
            self._running.add(reply)
            if first:
                self._primary_task = reply
                self._changed.notify_all()
        if not first:
            self.execmodel.start(self._perform, (reply,))
        return reply

    def _perform(self, reply):
        reply.run()
        with self._changed:
            self._running.discard(reply)
            self._changed.notify_all()

    def integrate_as_primary_thread(self):
        """Run what is given to the main thread, until the pool is shut down. To be called by that."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._primary_task is not None or self._shuttingdown)
                reply, self._primary_task = self._primary_task, None
            if reply is None:
                return
            self._perform(reply)

    def active_count(self):
        """How many functions run."""
        return len(self._running)

    def trigger_shutdown(self):
        """Take no more of them."""
        with self._changed:
            self._shuttingdown = True
            self._changed.notify_all()

    def waitall(self, timeout=None):
        """Wait until none runs; false if that takes longer."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._running, timeout)

    def terminate(self, timeout=None):
        """Take no more of them, and wait until none runs."""
        self.trigger_shutdown()
        return self.waitall(timeout)
