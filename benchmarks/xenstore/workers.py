"""Client processes of CPython's pyxs, each with a connection of its own to every server; told over pipes what to do."""
import multiprocessing
import time

import pyxs

VALUE = b"x" * 64


def read(client, path):
    client.read(path)


def write(client, path):
    client.write(path, VALUE)


def tx(client, path):
    client.transaction()
    client.read(path)
    client.write(path, VALUE)
    return client.commit()


OPERATIONS = {"read": read, "write": write, "tx": tx}


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
        done = failed = 0
        begin = now = time.perf_counter()
        while now - begin < seconds:
            if function(client, key) is False:
                failed += 1
            else:
                done += 1
            now = time.perf_counter()
        pipe.send((done / (now - begin), failed))
    for client in clients.values():
        client.close()


class Workers:
    """As many as the largest window needs."""

    def __init__(self, count, servers):
        paths = {server.name: server.path for server in servers}
        self.barrier = multiprocessing.Barrier(count)
        self.pipes, self.processes = [], []
        for number in range(count):
            mine, other = multiprocessing.Pipe()
            process = multiprocessing.Process(target=work, args=(number, paths, other, self.barrier), daemon=True)
            process.start()
            other.close()
            self.pipes.append(mine)
            self.processes.append(process)

    def window(self, server, operation, active, seconds):
        """Operations a second of all clients together. Keys differ: that a transaction fails is a defect."""
        for pipe in self.pipes:
            pipe.send((server.name, operation, seconds, active))
        results = [pipe.recv() for pipe in self.pipes[:active]]
        if any(failed for _, failed in results):
            raise SystemExit(f"{server.name}: transactions of different nodes were in conflict")
        return sum(rate for rate, _ in results)

    def close(self):
        for pipe in self.pipes:
            pipe.send(None)
        for process in self.processes:
            process.join(10)
            process.kill()
