# A `SimpleQueue` whose `get` lets signals and the end of the process through on the main thread: the runtime's own (25.0.3) waits
# with its ears closed. In steps, because what it waits in cannot be woken; other threads are woken by the end anyway.
def _mend(_queue, host):
    step = 0.1
    known = _queue.SimpleQueue

    class SimpleQueue(known):
        """Simple, unbounded, reentrant FIFO queue."""
        __slots__ = ()

        def get(self, block=True, timeout=None):
            """Remove and return an item from the queue.

If optional args 'block' is true and 'timeout' is None (the default),
block if necessary until an item is available. If 'timeout' is
a non-negative number, it blocks at most 'timeout' seconds and raises
the Empty exception if no item was available within that time.
Otherwise ('block' is false), return an item if one is immediately
available, else raise the Empty exception ('timeout' is ignored
in that case)."""
            if not block or timeout is not None and timeout <= step or not host.isMainThread():
                return known.get(self, block, timeout)
            from time import monotonic
            end = None if timeout is None else monotonic() + timeout
            while True:
                try:
                    return known.get(self, True, step if end is None else max(0, min(step, end - monotonic())))
                except _queue.Empty:
                    if end is not None and monotonic() >= end:
                        raise

    SimpleQueue.__module__, SimpleQueue.__qualname__ = "_queue", "SimpleQueue"
    _queue.SimpleQueue = SimpleQueue


_mend
