"""Either half of a device, as its argument says. They agree by the XenStore that the container serves: each tells its state there, and waits
for the other's.

jexpy serve --modules guest-examples/processes --xenstore memory
jexpy exec 'create process backend python-module device backend'
jexpy exec 'create process frontend python-module device frontend'
jexpy exec 'start process backend'
jexpy exec 'start process frontend'
"""
import sys
from enum import IntEnum

import pyxs

FRONTEND = b"/local/domain/1/device/echo/0"
BACKEND = b"/local/domain/0/backend/echo/1/0"


class State(IntEnum):
    INITIALISING = 1
    INIT_WAIT = 2
    INITIALISED = 3
    CONNECTED = 4
    CLOSING = 5
    CLOSED = 6


def announce(client, own, state):
    client.write(own + b"/state", b"%d" % state)
    print(state.name, flush=True)


def await_state(client, other, state):
    """Wait until the other half is in a state, or beyond it. The first event comes at once."""
    with client.monitor() as monitor:
        monitor.watch(other + b"/state", b"state")
        for _ in monitor.wait():
            if int(client.read(other + b"/state", b"0")) >= state:
                return


def backend(client):
    client.write(BACKEND + b"/frontend", FRONTEND)
    client.write(BACKEND + b"/feature-rotate", b"1")
    announce(client, BACKEND, State.INIT_WAIT)
    await_state(client, FRONTEND, State.INITIALISED)
    print("ring", client.read(FRONTEND + b"/ring-ref").decode(), "on channel", client.read(FRONTEND + b"/event-channel").decode())
    announce(client, BACKEND, State.CONNECTED)
    await_state(client, FRONTEND, State.CLOSING)
    announce(client, BACKEND, State.CLOSED)
    await_state(client, FRONTEND, State.CLOSED)
    for half in (BACKEND, FRONTEND):
        client.delete(half)
    print("removed")


def frontend(client):
    def offer(tx):
        tx.write(FRONTEND + b"/ring-ref", b"8")
        tx.write(FRONTEND + b"/event-channel", b"15")

    client.write(FRONTEND + b"/backend", BACKEND)
    announce(client, FRONTEND, State.INITIALISING)
    await_state(client, BACKEND, State.INIT_WAIT)
    print("can rotate:", client.read(BACKEND + b"/feature-rotate").decode())
    client.transact(offer)  # others see both, or none
    announce(client, FRONTEND, State.INITIALISED)
    await_state(client, BACKEND, State.CONNECTED)
    announce(client, FRONTEND, State.CONNECTED)
    announce(client, FRONTEND, State.CLOSING)
    await_state(client, BACKEND, State.CLOSED)
    announce(client, FRONTEND, State.CLOSED)


with pyxs.Client() as client:
    {"backend": backend, "frontend": frontend}[sys.argv[1]](client)
