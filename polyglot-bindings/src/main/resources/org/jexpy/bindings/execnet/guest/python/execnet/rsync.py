"""Copies of files and folders on other machines."""
import os as _os

from _jexpy_host import execnet as _host
from execnet._channel import asked as _asked
from execnet.multi import _raise_not_made

__all__ = ["RSync"]


class RSync:
    """Copies a file or a folder to where gateways lead, as far as it is not there. Override `filter` to leave something out."""

    def __init__(self, sourcedir, callback=None, verbose=True):
        self._sourcedir = _os.fspath(sourcedir)
        self._verbose = verbose
        assert callback is None or callable(callback)
        self._callback = callback
        self._channels = {}
        self._targets = []
        self._made = None

    def filter(self, path):
        """Whether something below the source is copied, with all that is in it."""
        return True

    def add_target(self, gateway, destdir, finishedcallback=None, **options):
        """Copy to a folder there, too. `delete=True` removes what is there and not in the source."""
        for name in options:
            assert name in ("delete",)
        if self._made is None:
            self._made = _host.rsync(self._sourcedir, _os.getcwd(), _Listener(self))
        channel = gateway._channelfactory.adopt(
            gateway._made(self._made.addTarget(gateway._host, str(destdir), bool(options.get("delete")))))
        self._targets.append(channel)
        self._channels[channel] = finishedcallback

    def send(self, raises=True):
        """Copy, and come back when all targets have everything."""
        if not self._channels:
            if raises:
                raise OSError("no targets available, maybe you are trying call send() twice?")
            return
        made, self._made = self._made, None
        try:
            _check(made.begin())
            while made.hasTargets():
                _check(_asked(made.step, None))
        finally:
            self._channels.clear()
            self._targets.clear()

    def _report_send_file(self, gateway, modified_rel_path):
        if self._verbose:
            print(f"{gateway} <= {modified_rel_path}")


class _Listener:
    # What the host tells.

    def __init__(self, rsync):
        self._rsync = rsync

    def wanted(self, path):
        return bool(self._rsync.filter(path))

    def sending(self, target, name):
        self._rsync._report_send_file(self._rsync._targets[target].gateway, name)

    def listed(self, target, size):
        self._tell("list", target, size)

    def acknowledged(self, target, size):
        self._tell("ack", target, size)

    def _tell(self, word, target, size):
        if self._rsync._callback is not None:
            self._rsync._callback(word, size, self._rsync._targets[target])

    def finished(self, target):
        callback = self._rsync._channels.pop(self._rsync._targets[target])
        if callback:
            callback()


def _check(answer):
    if answer is not None:
        _raise_not_made(answer)
