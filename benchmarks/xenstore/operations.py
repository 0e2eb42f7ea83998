"""What clients do, once, to a node of their own. For CPython's pyxs and for ours."""
VALUE = b"x" * 64


def read(client, path):
    client.read(path)


def write(client, path):
    client.write(path, VALUE)


def tx(client, path):
    client.transaction()
    client.read(path)
    client.write(path, VALUE)
    if not client.commit():
        raise SystemExit("a transaction of a node that nobody else writes was in conflict")


OPERATIONS = {"read": read, "write": write, "tx": tx}
