"""Client processes of CPython's pyxs, each with a connection of its own to every server; told over pipes what to do."""
import multiprocessing
import time

import pyxs

from operations import OPERATIONS, VALUE


def work(number, paths, pipe, barrier):
    clients = {}
    for name, path in paths.items():
        clients[name] = pyxs.Client(unix_socket_path=path)
        clients[name].connect()
        clients[name].write(b"/bench/c%d/k" % number, VALUE)
    for server, operation, seconds, active in iter(pipe.recv, None):
        client, function, key = clients[server], OPERATIONS[operation], b"/bench/c%d/k" % number
        barrier.wait()
        if number >= active:
            continue
        done = 0
        begin = now = time.perf_counter()
        while now - begin < seconds:
            function(client, key)
            done += 1
            now = time.perf_counter()
        pipe.send(done / (now - begin))
    for client in clients.values():
        client.close()


def end(processes, pipes):
    """End processes that take nothing for the end of what comes over their pipes."""
    for pipe in pipes:
        pipe.send(None)
    for process in processes:
        process.join(10)
        process.kill()


class Workers:
    """As many as the largest window needs."""

    def __init__(self, count, servers):
        paths = {server.name: server.path for server in servers}
        self.barrier = multiprocessing.Barrier(count, timeout=60)  # if one has died, the others end, too
        self.pipes, self.processes = [], []
        for number in range(count):
            mine, other = multiprocessing.Pipe()
            process = multiprocessing.Process(target=work, args=(number, paths, other, self.barrier), daemon=True)
            process.start()
            other.close()
            self.pipes.append(mine)
            self.processes.append(process)

    def window(self, server, operation, active, seconds):
        """Operations a second of all clients together."""
        for pipe in self.pipes:
            pipe.send((server.name, operation, seconds, active))
        try:
            return sum(pipe.recv() for pipe in self.pipes[:active])
        except EOFError:
            raise SystemExit(f"a client of {server.name} has ended") from None

    def close(self):
        end(self.processes, self.pipes)
