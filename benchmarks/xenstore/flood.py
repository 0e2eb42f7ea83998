"""How quickly a container is commanded while its XenStore is flooded: prints rows of a Markdown table, beside the same without a flood.

Usage: benchmarks/xenstore/flood.py [JEXPY [COMMANDS]]; JEXPY is a launcher, by default that of the checkout. Wants a quiet machine.
"""
import os
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time

GOAL_MS = 250


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


def row(what, found):
    print("| %s | %.2f | %.2f | %d |" % (what, statistics.median(found), found[len(found) * 99 // 100], GOAL_MS))


def main():
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    jexpy = sys.argv[1] if len(sys.argv) > 1 else os.path.join(root, "jexpy")
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    with tempfile.TemporaryDirectory() as folder:
        state = os.path.join(folder, "state")
        serving = subprocess.Popen([jexpy, "serve", "--state", state, "--xenstore", "memory"], stdout=subprocess.PIPE)
        try:
            serving.stdout.readline()
            quiet = times(state, count)
            programs = sorted(program(jexpy, state) for _ in range(10))
            flood = Flood(os.path.join(state, "xenstore.sock"))
            try:
                while flood.answers < 100000:
                    time.sleep(.05)
                began, answers = time.perf_counter(), flood.answers
                busy = times(state, count)
                flooded = sorted(program(jexpy, state) for _ in range(10))
                rate = (flood.answers - answers) / (time.perf_counter() - began)
            finally:
                flood.close()
            print("| `show process` while one client floods the XenStore (%d requests/s) | p50 ms | p99 ms | goal ms |" % rate)
            print("|---|---|---|---|")
            row("over the control socket, flooded", busy)
            row("over the control socket, quiet", quiet)
            row("`jexpy exec`, whole process, flooded (p99: the worst of %d)" % len(flooded), flooded)
            row("`jexpy exec`, whole process, quiet (p99: the worst of %d)" % len(programs), programs)
        finally:
            serving.terminate()
            serving.wait()


main()
