"""How long a change takes to whoever watches: from before write() in one process of CPython's pyxs to after next(wait()) in others."""
import multiprocessing
import time

import pyxs

from workers import end

PAUSE = .002


def watch(number, path, pipe):
    client = pyxs.Client(unix_socket_path=path)
    client.connect()
    monitor = client.monitor()
    monitor.watch(b"/watched", b"token%d" % number)
    events = monitor.wait()
    next(events)
    pipe.send("ready")
    for writes in iter(pipe.recv, None):
        seen = {}
        while len(seen) < writes:
            event = next(events)
            seen.setdefault(event.path, time.monotonic_ns())
        pipe.send(seen)
    client.close()


class Watchers:
    """Some watchers of one server, and who writes to it."""

    def __init__(self, server, count):
        self.client = pyxs.Client(unix_socket_path=server.path)
        self.pipes, self.processes, self.written = [], [], 0
        for number in range(count):
            mine, other = multiprocessing.Pipe()
            process = multiprocessing.Process(target=watch, args=(number, server.path, other), daemon=True)
            process.start()
            other.close()
            mine.recv()
            self.pipes.append(mine)
            self.processes.append(process)
        self.client.connect()

    def window(self, writes):
        """Microseconds of each delivery."""
        for pipe in self.pipes:
            pipe.send(writes)
        sent = {}
        for _ in range(writes):
            self.written += 1
            path = b"/watched/%d" % self.written
            sent[path] = time.monotonic_ns()
            self.client.write(path, b"1")
            time.sleep(PAUSE)
        return [(at - sent[path]) / 1e3 for pipe in self.pipes for path, at in pipe.recv().items()]

    def close(self):
        end(self.processes, self.pipes)
        self.client.close()
