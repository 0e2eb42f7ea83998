"""Starts a worker for another gateway and passes on what the two say. It is sent to the worker of a gateway, and executed there."""
import shlex
import struct
import subprocess
import sys
import threading

SOURCE = "import sys;exec(eval(sys.stdin.readline()))"
KILL, WAIT, REMOTEADDRESS, CLOSE_WRITE = 1, 2, 3, 4


def command(spec):
    """the words that start the worker, and where that is"""
    get = spec.get
    if get("popen"):
        words = shlex.split(str(get("python"))) if get("python") else [sys.executable]
        words.append("-u")
        if get("dont_write_bytecode"):
            words.append("-B")
        return words + ["-c", SOURCE], None
    remote = '%s -c "%s"' % (get("python") or "python", SOURCE)
    config = ["-F", get("ssh_config")] if get("ssh_config") else []
    if get("ssh"):
        return ["ssh", "-C"] + config + get("ssh").split() + [remote], get("ssh")
    if get("vagrant_ssh"):
        words = ["vagrant", "ssh", get("vagrant_ssh"), "--", "-C"] + config + [remote]
        return words, get("vagrant_ssh")
    raise ValueError("no gateway type found for %r" % (get("_spec"),))


def serve_proxy_io(channel):
    words, address = command(channel.receive())
    control = channel.receive()
    pipe = subprocess.PIPE
    process = subprocess.Popen(words, stdin=pipe, stdout=pipe)

    def down(item):
        try:
            process.stdin.write(item)
            process.stdin.flush()
        except (IOError, OSError, ValueError):
            pass  # it has ended: who reads from it sees that

    def wait():
        try:
            control.send(process.wait())
        except (IOError, OSError):
            pass  # nobody asks any more

    def asked(what):
        if what == WAIT:
            threading.Thread(target=wait).start()
            return
        answer = None
        if what == KILL:
            try:
                process.kill()
            except OSError:
                pass  # it has ended
        elif what == CLOSE_WRITE:
            try:
                process.stdin.close()
            except (IOError, OSError):
                pass  # it has ended
        elif what == REMOTEADDRESS:
            answer = address
        control.send(answer)

    def read(size):
        pieces = []
        while size:
            piece = process.stdout.read(size)
            if not piece:
                raise EOFError()
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    channel.setcallback(down)
    control.setcallback(asked)
    channel.send(read(1))
    while True:
        header = read(9)
        size = struct.unpack("!bii", header)[2]
        channel.send(header + read(size))


if __name__ == "__channelexec__":
    serve_proxy_io(channel)  # noqa: F821 - what the worker puts there
