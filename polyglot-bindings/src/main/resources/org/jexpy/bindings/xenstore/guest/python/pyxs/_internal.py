"""Packets, and what stands in them."""
import itertools as _itertools
import struct as _struct_module
import sys as _sys
from collections import namedtuple as _namedtuple

from pyxs.exceptions import InvalidOperation, InvalidPayload

__all__ = ["NUL", "Event", "Op", "Packet", "next_rq_id"]

NUL = b"\x00"

_MAX_PAYLOAD = 4096

_numbers = {
    "DEBUG": 0,
    "DIRECTORY": 1,
    "READ": 2,
    "GET_PERMS": 3,
    "WATCH": 4,
    "UNWATCH": 5,
    "TRANSACTION_START": 6,
    "TRANSACTION_END": 7,
    "INTRODUCE": 8,
    "RELEASE": 9,
    "GET_DOMAIN_PATH": 10,
    "WRITE": 11,
    "MKDIR": 12,
    "RM": 13,
    "SET_PERMS": 14,
    "WATCH_EVENT": 15,
    "ERROR": 16,
    "IS_DOMAIN_INTRODUCED": 17,
    "RESUME": 18,
    "SET_TARGET": 19,
    "RESTRICT": 128,
}

Operations = Op = _namedtuple("Operations", _numbers)(**_numbers)
"""The numbers of the operations, by name; a tuple of them."""

Event = _namedtuple("Event", "path token")
"""What was changed, and the token of the watch that tells so."""


class Packet(_namedtuple("_Packet", "op rq_id tx_id size payload")):
    """A packet; its size is that of its payload."""
    __slots__ = ()

    _struct = _struct_module.Struct("IIII")

    def __new__(cls, op, payload, rq_id, tx_id=None):
        if len(payload) > _MAX_PAYLOAD:
            raise InvalidPayload(payload)
        if op not in Op:
            raise InvalidOperation(op)
        return super().__new__(cls, op, rq_id, tx_id or 0, len(payload), payload)


_counter = _itertools.count()


def next_rq_id():
    """A number for the next request, from 0 on."""
    return next(_counter) % _sys.maxsize
