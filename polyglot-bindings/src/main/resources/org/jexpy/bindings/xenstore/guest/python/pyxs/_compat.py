"""The interface of xen.lowlevel.xs, over pyxs."""
import errno as _errno

from pyxs.client import Client
from pyxs.exceptions import PyXSError

__all__ = ["xs"]


class xs:
    """A connection to the XenStore, as xen.lowlevel.xs has it. Each method takes a transaction first: what transaction_start gave, or ""."""

    def __init__(self):
        self.client = Client()
        self.client.connect()
        self.monitor = self.client.monitor()
        self.token_aliases = {}

    def close(self):
        self.client.close()

    def _within(self, tx_id):
        self.client.tx_id = int(tx_id or 0)
        return self.client

    def get_permissions(self, tx_id, path):
        self._within(tx_id).get_perms(path)

    def set_permissions(self, tx_id, path, perms):
        self._within(tx_id).set_perms(path, perms)

    def ls(self, tx_id, path):
        try:
            return self._within(tx_id).list(path)
        except PyXSError as e:
            if e.args[0] == _errno.ENOENT:
                return None
            raise

    def mkdir(self, tx_id, path):
        self._within(tx_id).mkdir(path)

    def rm(self, tx_id, path):
        self._within(tx_id).delete(path)

    def read(self, tx_id, path):
        return self._within(tx_id).read(path)

    def write(self, tx_id, path, value):
        return self._within(tx_id).write(path, value)

    def get_domain_path(self, domid):
        return self._within(0).get_domain_path(domid)

    def introduce_domain(self, domid, mfn, eventchn):
        self._within(0).introduce_domain(domid, mfn, eventchn)

    def release_domain(self, domid):
        self._within(0).release_domain(domid)

    def resume_domain(self, domid):
        self._within(0).resume_domain(domid)

    def set_target(self, domid, target):
        self._within(0).set_target(domid, target)

    def transaction_start(self):
        return str(self._within(0).transaction()).encode()

    def transaction_end(self, tx_id, abort=0):
        client = self._within(tx_id)
        if abort:
            client.rollback()
        else:
            client.commit()
        return True

    def watch(self, path, token):
        alias = str(id(token)).encode()
        self.token_aliases[alias] = token
        self.monitor.watch(path, alias)

    def unwatch(self, path, token):
        self.monitor.unwatch(path, str(id(token)).encode())

    def read_watch(self):
        event = next(self.monitor.wait())
        return event._replace(token=self.token_aliases[event.token])
