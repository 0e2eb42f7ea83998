"""Groups of gateways, and of channels."""
import atexit as _atexit
import queue as _queue
from functools import partial as _partial
from threading import Lock as _Lock

from _jexpy_host import execnet as _host
from execnet._channel import NO_ENDMARKER_WANTED, asked as _asked, raise_failure as _raise_failure
from execnet._errors import HostNotFound as _HostNotFound
from execnet._serializer import dumps_internal as _dumps_internal
from execnet._surroundings import SURROUNDINGS as _SURROUNDINGS
from execnet.gateway import Gateway as _Gateway
from execnet.gateway_base import get_execmodel, trace
from execnet.xspec import XSpec

__all__ = ["Group", "MultiChannel", "default_group", "makegateway", "safe_terminate", "set_execmodel"]


class Group:
    """Gateways that are used, and end, together."""

    defaultspec = "popen"

    def __init__(self, xspecs=(), execmodel="thread"):
        self._gateways = []
        self._autoidcounter = 0
        self._autoidlock = _Lock()
        self._gateways_to_join = []
        self._host = _host.group(*_SURROUNDINGS)
        self.set_execmodel(execmodel)
        for spec in xspecs:
            self.makegateway(spec)
        _atexit.register(self._cleanup_atexit)

    @property
    def execmodel(self):
        """The model of this side."""
        return self._execmodel

    @property
    def remote_execmodel(self):
        """The model of workers that do not say theirs."""
        return self._remote_execmodel

    def set_execmodel(self, execmodel, remote_execmodel=None):
        """Set the models, before there is a gateway."""
        if self._gateways:
            raise ValueError("can not set execution models if gateways have been created already")
        self._execmodel = get_execmodel(execmodel)
        self._remote_execmodel = get_execmodel(execmodel if remote_execmodel is None else remote_execmodel)
        self._host.setModels(self._execmodel.backend, self._remote_execmodel.backend)

    def __repr__(self):
        return f"<Group {[gateway.id for gateway in self]!r}>"

    def __getitem__(self, key):
        if isinstance(key, int):
            return self._gateways[key]
        for gateway in self._gateways:
            if gateway == key or gateway.id == key:
                return gateway
        raise KeyError(key)

    def __contains__(self, key):
        try:
            self[key]
        except KeyError:
            return False
        return True

    def __len__(self):
        return len(self._gateways)

    def __iter__(self):
        return iter(list(self._gateways))

    def makegateway(self, spec=None):
        """Start a worker, or connect to one: "popen", "popen//python=python3", "ssh=host", "socket=host:port", "context"."""
        if not spec:
            spec = self.defaultspec
        if not isinstance(spec, XSpec):
            spec = XSpec(spec)
        self.allocate_id(spec)
        if spec.execmodel is None:
            spec.execmodel = self.remote_execmodel.backend
        for other in filter(None, (spec.via, spec.installvia)):
            self[other]
        values = {name: value for name, value in vars(spec).items() if type(value) is str and name != "_spec"}
        made = self._host.makegateway(str(spec), _dumps_internal(values).decode("latin-1"))
        if type(made) is str:
            _raise_not_made(made)
        gateway = _Gateway(made, spec, self.execmodel)
        self._register(gateway)
        return gateway

    def allocate_id(self, spec):
        """Give a spec the next free id, unless it has one."""
        if spec.id is None:
            with self._autoidlock:
                id = f"gw{self._autoidcounter}"
                self._autoidcounter += 1
                if id in self:
                    raise ValueError(f"already have gateway with id {id!r}")
                spec.id = id

    def _register(self, gateway):
        assert not hasattr(gateway, "_group")
        assert gateway.id
        assert gateway.id not in self
        self._gateways.append(gateway)
        gateway._group = self

    def _unregister(self, gateway):
        self._gateways.remove(gateway)
        self._gateways_to_join.append(gateway)

    def _cleanup_atexit(self):
        trace(f"=== atexit cleanup {self!r} ===")
        self.terminate(timeout=1.0)

    def terminate(self, timeout=None):
        """End all workers; those that have not ended after that time are killed."""
        ended = self._gateways + self._gateways_to_join
        _asked(self._host.terminate(-1 if timeout is None else int(timeout * 1e9)).finished, None)
        self._gateways = [gateway for gateway in self._gateways if gateway not in ended]
        self._gateways_to_join = [gateway for gateway in self._gateways_to_join if gateway not in ended]

    def remote_exec(self, source, **kwargs):
        """Run code at all workers."""
        return MultiChannel([gateway.remote_exec(source, **kwargs) for gateway in self])


_ERRORS = {"a": AssertionError, "h": _HostNotFound, "k": KeyError, "v": ValueError}


def _raise_not_made(answer):
    kind, text = answer[0], answer[1:]
    if kind == "n":
        number, strerror, name = text.split("\0")
        raise OSError(int(number), strerror, name) if name else OSError(int(number), strerror)
    if kind in _ERRORS:
        raise _ERRORS[kind](text)
    _raise_failure(answer)


class MultiChannel:
    """Channels, one of each worker."""

    def __init__(self, channels):
        self._channels = channels

    def __len__(self):
        return len(self._channels)

    def __iter__(self):
        return iter(self._channels)

    def __getitem__(self, key):
        return self._channels[key]

    def __contains__(self, channel):
        return channel in self._channels

    def send_each(self, item):
        """Send an object to all."""
        for channel in self._channels:
            channel.send(item)

    def receive_each(self, withchannel=False):
        """Wait for an object from each, in order; with their channels, if wanted."""
        assert not hasattr(self, "_queue")
        return [(channel, channel.receive()) if withchannel else channel.receive() for channel in self._channels]

    def make_receive_queue(self, endmarker=NO_ENDMARKER_WANTED):
        """A queue of (channel, object) for whatever comes from now on."""
        try:
            return self._queue
        except AttributeError:
            self._queue = queue = _queue.Queue()
        for channel in self._channels:
            channel.setcallback(_partial(_put, queue.put, channel), endmarker)
        return queue

    def waitclose(self):
        """Wait for all to be closed; raises the first error."""
        first = None
        for channel in self._channels:
            try:
                channel.waitclose()
            except channel.RemoteError as e:
                first = first or e
        if first is not None:
            raise first


def _put(put, channel, item):
    put((channel, item))


def safe_terminate(execmodel, timeout, list_of_paired_functions):
    """Call pairs of functions: all first ones at once, and the second one of those that take longer."""
    from execnet._execmodel import WorkerPool
    pool = WorkerPool(execmodel)

    def end(terminate, kill):
        reply = pool.spawn(terminate)
        try:
            reply.get(timeout=timeout)
        except OSError:
            kill()

    for reply in [pool.spawn(end, *pair) for pair in list_of_paired_functions]:
        reply.waitfinish(None if timeout is None else 2 * timeout)
    pool.waitall(timeout)


default_group = Group()
makegateway = default_group.makegateway
set_execmodel = default_group.set_execmodel
