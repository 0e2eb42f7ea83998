"""Listens for one controller and becomes its worker. It is sent to the worker of a gateway, and executed there."""
import socket


def startserver(listening):
    connection, address = listening.accept()
    listening.close()
    reader = connection.makefile("rb")
    line = reader.readline()
    reader.close()
    if line.strip():
        exec(eval(line), {"clientsock": connection, "address": address})


if __name__ == "__channelexec__":
    here = socket.socket()
    here.bind(channel.receive())  # noqa: F821 - what the worker puts there
    here.listen(1)
    channel.send(here.getsockname())  # noqa: F821
    startserver(here)
