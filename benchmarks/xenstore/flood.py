"""How quickly a container is commanded while its XenStore is flooded."""
import os
import socket
import struct
import subprocess
import threading
import time

PROGRAMS = 10


def connect(path):
    made = socket.socket(socket.AF_UNIX)
    made.connect(path)
    return made


def received(stream, count):
    data = b""
    while len(data) < count:
        part = stream.recv(count - len(data))
        if not part:
            raise EOFError("the container has hung up")
        data += part
    return data


def command(stream, line):
    """What `jexpy exec` says to a container, without the start of a program; in seconds."""
    text = line.encode()
    content = b"X" + struct.pack(">i??i", 80, False, False, len(text)) + text
    start = time.perf_counter()
    stream.sendall(struct.pack(">i", len(content)) + content)
    while True:
        answer = received(stream, struct.unpack(">i", received(stream, 4))[0])
        if answer[:1] == b"D":
            return time.perf_counter() - start


class Flood:
    """A client that never waits: one thread writes, one reads."""

    def __init__(self, path):
        self.stream, self.answers, self.over = connect(path), 0, False
        write, read = b"/flood\0" + b"x" * 8, b"/flood\0"
        pair = struct.pack("=4I", 11, 1, 0, len(write)) + write + struct.pack("=4I", 2, 2, 0, len(read)) + read
        self.requests = pair * 500
        self.threads = [threading.Thread(target=self.write), threading.Thread(target=self.read)]
        for thread in self.threads:
            thread.start()

    def write(self):
        try:
            while not self.over:
                self.stream.sendall(self.requests)
        except OSError:
            pass

    def read(self):
        # An answer to the write has 16 + 3 bytes, one to the read 16 + 8.
        buffer, count = bytearray(1 << 18), 0
        while size := self.stream.recv_into(buffer):
            count += size
            self.answers = count * 2 // 43

    def close(self):
        self.over = True
        self.stream.shutdown(socket.SHUT_RDWR)
        for thread in self.threads:
            thread.join()
        self.stream.close()


def times(state, count):
    with connect(os.path.join(state, "control.sock")) as stream:
        command(stream, "show process")
        return sorted(command(stream, "show process") * 1000 for _ in range(count))


def program(jexpy, state):
    start = time.perf_counter()
    subprocess.run([jexpy, "exec", "--state", state, "show process"], stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def measure(jexpy, folder, commands):
    """Milliseconds, sorted, that commands take, quiet and while a client floods the XenStore; and the requests of that client a second."""
    state = os.path.join(folder, "state")
    serving = subprocess.Popen([jexpy, "serve", "--state", state, "--xenstore", "memory"], stdout=subprocess.PIPE)
    try:
        serving.stdout.readline()
        quiet = times(state, commands), sorted(program(jexpy, state) for _ in range(PROGRAMS))
        flood = Flood(os.path.join(state, "xenstore.sock"))
        try:
            while flood.answers < 100000:
                time.sleep(.05)
            began, answers = time.perf_counter(), flood.answers
            flooded = times(state, commands), sorted(program(jexpy, state) for _ in range(PROGRAMS))
            rate = (flood.answers - answers) / (time.perf_counter() - began)
        finally:
            flood.close()
    finally:
        serving.terminate()
        serving.wait()
    return {"`show process` over the control socket": (quiet[0], flooded[0]),
            f"`jexpy exec`, whole process (p99: the worst of {PROGRAMS})": (quiet[1], flooded[1])}, rate
