# Heartbeats: methods that importing exos.api adds to threading.Thread; at once, or when a script first imports that module,
# which not each does and which takes its time.
import sys

from _jexpy_host import exos as _exos
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


class _Loader:
    """Loads threading as the loader that was found for it, and adds the methods."""

    def __init__(self, loader):
        self._loader = loader

    def __getattr__(self, name):
        return getattr(self._loader, name)

    def create_module(self, spec):
        return self._loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = module.__loader__ = self._loader
        self._loader.exec_module(module)
        _add(module)


class _Finder:
    """Waits for the import of threading."""

    def find_spec(self, name, path=None, target=None):
        if name != "threading":
            return None
        sys.meta_path.remove(self)
        for finder in sys.meta_path:
            spec = finder.find_spec(name, path, target)
            if spec is not None:
                spec.loader = _Loader(spec.loader)
                return spec
        return None


if "threading" in sys.modules:
    _add(sys.modules["threading"])
else:
    sys.meta_path.insert(0, _Finder())
