"""Writes an inventory of two machines in one transaction, and walks it.

    jexpy run --xenstore memory guest-examples/xenstore/inventory.py
"""
import pyxs

ROOT = b"/inventory"
MACHINES = {
    b"web": {b"memory": b"512", b"device/vif/0/mac": b"00:16:3e:00:00:01", b"device/vbd/0/mode": b"r"},
    b"db": {b"memory": b"4096", b"device/vbd/0/mode": b"w", b"device/vbd/1/mode": b"w"},
}

with pyxs.Client() as client:
    def fill(tx):
        for machine, entries in MACHINES.items():
            for entry, value in entries.items():
                tx.write(b"/".join((ROOT, machine, entry)), value)

    client.transact(fill)  # others see all of it, or nothing
    for path, value, children in client.walk(ROOT):
        depth = path.count(b"/") - 1
        name = path.rsplit(b"/", 1)[1].decode()
        print("    " * depth + name, f"= {value.decode()}" if value else f"({len(children)})")
    client.delete(ROOT)
