# Heartbeats: methods that importing exos.api adds to threading.Thread; at once, or when a script first imports that module,
# which not each does and which takes its time.
from _jexpy_host import exos as _exos, when_imported
from exos.api._errors import fail, seconds

_heartbeat = _exos.heartbeat(fail)


def register(self, period):
    """Have the process manager watch this thread: keepalive() has to come at least every `period` seconds, or the process
    counts as failed and is restarted. Registering anew changes the period."""
    new = _heartbeat.register(self.name, seconds(period, "period"))
    deregister(self)
    self._exos_heartbeat = new


def keepalive(self):
    """This thread is alive. RuntimeError if it is not registered."""
    watch = getattr(self, "_exos_heartbeat", None)
    if watch is None:
        raise RuntimeError(f"thread '{self.name}' is not registered; call register(period) first")
    _heartbeat.keepalive(watch)


def deregister(self):
    """Nobody watches this thread any more."""
    watch = getattr(self, "_exos_heartbeat", None)
    if watch is not None:
        self._exos_heartbeat = None
        _heartbeat.deregister(watch)


def _add(threading):
    for function in (register, keepalive, deregister):
        function.__qualname__ = f"Thread.{function.__name__}"
        setattr(threading.Thread, function.__name__, function)


when_imported("threading", _add)
