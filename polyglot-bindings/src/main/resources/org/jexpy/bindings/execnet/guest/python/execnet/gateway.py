"""The controller's side of a gateway."""
from execnet._channel import raise_failure as _raise_failure, value_of as _value_of
from execnet._serializer import dumps_internal as _dumps_internal
from execnet._source import _find_non_builtin_globals, _source_of_function, prepared as _prepared
from execnet.gateway_base import BaseGateway, Message

__all__ = ["Gateway", "RInfo", "RemoteStatus", "rinfo_source"]


class Gateway(BaseGateway):
    """A worker to run code in. Groups make it."""

    def __init__(self, host, spec, execmodel):
        super().__init__(host, spec.id, execmodel)
        self.spec = spec

    def __repr__(self):
        return (f"<{type(self).__name__} id={self.id!r} {'receive-live' if self.hasreceiver() else 'not-receiving'}, "
                f"{self.execmodel.backend} model, {self._host.activeChannels()} active channels>")

    @property
    def remoteaddress(self):
        """Where it is; only of gateways to other machines."""
        return self._io.remoteaddress

    def exit(self):
        """Tell the worker to end. Does not wait for it."""
        group = getattr(self, "_group", None)
        if group is None or self not in group._gateways:
            return
        group._unregister(self)
        self._host.exit()

    def hasreceiver(self):
        """Whether the worker can be heard."""
        return self._host.isReceiving()

    def remote_exec(self, source, **kwargs):
        """Run code at the worker: a text, a function whose first argument is `channel`, or a module. Gives the channel to it."""
        text, file_name, call_name = _prepared(source, kwargs)
        arguments = _dumps_internal(kwargs).decode("latin-1")
        return self._channelfactory.adopt(self._made(self._host.remoteExec(text, file_name, call_name, arguments)))

    def remote_status(self):
        """How many channels are open and how many tasks run there."""
        answer = self._host.remoteStatus()
        return RemoteStatus(_value_of(self._made(answer) if answer == "f" else answer, self._channelfactory))

    def _rinfo(self, update=False):
        """What the worker is; asked once."""
        if update or not hasattr(self, "_cache_rinfo"):
            channel = self.remote_exec(rinfo_source)
            self._cache_rinfo = RInfo(channel.receive())
        return self._cache_rinfo

    def reconfigure(self, py2str_as_py3str=True, py3str_as_py2str=False):
        """Say what becomes of strings that are received, of all channels to come, at both ends."""
        answer = self._host.reconfigure(bool(py2str_as_py3str), bool(py3str_as_py2str))
        if answer is not None:
            _raise_failure(answer)

    def remote_init_threads(self, num=None):
        """Of older versions; has no effect."""
        print("WARNING: remote_init_threads() is obsolete: what is executed at the same time has threads of its own")


class RInfo:
    """What is known of a worker, as attributes."""

    def __init__(self, kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        return f"<RInfo {', '.join(f'{name}={value}' for name, value in sorted(self.__dict__.items()))!r}>"


RemoteStatus = RInfo


def rinfo_source(channel):
    import os
    import sys
    channel.send(dict(executable=sys.executable, version_info=sys.version_info[:5], platform=sys.platform, cwd=os.getcwd(),
                      pid=os.getpid()))
