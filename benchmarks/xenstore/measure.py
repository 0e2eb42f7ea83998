"""Measures XenStore beside its peers: see run.sh. Every round measures each side once, in an order that turns; what is printed are medians
of rounds, and medians of the ratios within a round, which the load of the machine changes less; of watches, quantiles over all rounds and
their ratio.
"""
import argparse
import json
import multiprocessing
import os
import statistics
import subprocess
import sys
import tempfile
import time

import servers

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
PARTS = ("server", "watch", "client", "java", "scale", "flood")


def row(figure, ours, peer, ratio, goal):
    print(f"| {figure} | {ours} | {peer} | {ratio} | {goal} |", flush=True)


def note(text):
    print(text, file=sys.stderr, flush=True)


def turned(sides, number):
    """The sides in another order each time."""
    number %= len(sides)
    return sides[number:] + sides[:number]


def quantile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def ratios(ours, peer):
    return f"{statistics.median(mine / theirs for mine, theirs in zip(ours, peer)):.2f}"


def rate(values):
    return f"{statistics.median(values):.0f}"


def measure_servers(genuine, ours, options):
    from workers import Workers  # not before it is known where pyxs is
    every = [genuine, *ours]
    workers = Workers(8, every)
    for server in ours:  # of the JVM, what it takes until code is compiled; the peer needs none
        trail = [workers.window(server, operation, 8, options.seconds) for _ in range(options.warm_up) for operation in ("tx", "read", "write")]
        note(f"warm-up of {server.name}, 8 clients, reads a second: {' '.join(f'{one:.0f}' for one in trail[1::3])}")
    for operation in ("read", "write", "tx"):
        for clients in (1, 8):
            rates = {server.name: [] for server in every}
            cpu = {server.name: 0.0 for server in every}
            for number in range(options.rounds):
                for server in turned(every, number):
                    before = server.cpu()
                    got = workers.window(server, operation, clients, options.seconds)
                    rates[server.name].append(got)
                    micros = (server.cpu() - before) / (got * options.seconds) * 1e6
                    cpu[server.name] += micros / options.rounds
            peer = rates[genuine.name]
            for server in ours:
                goal = "1.0" if server.name == "memory" else ""
                figure = f"server, {operation} a second, {clients} client{'s' * (clients > 1)}, {server.name} (CPU µs: {cpu[server.name]:.0f}, C {cpu[genuine.name]:.0f})"
                row(figure, rate(rates[server.name]), rate(peer), ratios(rates[server.name], peer), goal)
    workers.close()


def measure_watches(genuine, ours, options):
    from watchers import Watchers
    every = [genuine, ours[0]]
    for count in (1, 8):
        watchers = {server.name: Watchers(server, count) for server in every}
        micros = {server.name: [] for server in every}
        for number in range(-1, options.rounds):
            for server in turned(every, number):
                got = watchers[server.name].window(options.writes)
                if number >= 0:
                    micros[server.name] += got
        for one in watchers.values():
            one.close()
        for name, share in (("p50", .5), ("p99", .99)):
            mine, peer = (quantile(micros[server.name], share) for server in (every[1], genuine))
            row(f"watch, {name} µs, {count} watcher{'s' * (count > 1)}, memory", f"{mine:.0f}", f"{peer:.0f}", f"{mine / peer:.2f}", "≤ 1.0")


class Client:
    """A program that is told what to measure, line by line."""

    def __init__(self, name, command, **environment):
        self.name = name
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, **environment})

    def window(self, operation, threads, seconds):
        self.process.stdin.write(f"{operation} {threads} {seconds}\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name} ended with status {self.process.wait()}")
        return float(line)

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def measure_clients(genuine, options):
    script = os.path.join(HERE, "client.py")
    peer = Client("CPython", [sys.executable, script, genuine.path, "/cpython"], PYTHONPATH=os.pathsep.join(sys.path))
    ours = Client("jexpy", [options.jexpy, "run", "--profile", "jit", "-A", script, genuine.path, "/jexpy"])
    plan = [("read", 1, "1.0"), ("write", 1, "1.0"), ("tx", 1, "1.0"), ("read", 8, "3.0"), ("write", 8, "3.0")]
    ours.window("read", 1, 0)  # it has started
    trails = {one: [] for one in plan}
    end = time.monotonic() + options.client_warm_up
    while time.monotonic() < end:
        for one in plan:
            trails[one].append(ours.window(one[0], one[1], 1.0))
    for (operation, threads, _), trail in trails.items():
        note(f"warm-up of pyxs on jexpy, {operation}, {threads} threads, a second: {' '.join(f'{one:.0f}' for one in trail)}")
    for operation, threads, goal in plan:
        rates = {ours.name: [], peer.name: []}
        for number in range(options.rounds):
            for one in turned([peer, ours], number):
                rates[one.name].append(one.window(operation, threads, options.seconds))
        figure = f"pyxs, {operation} a second, " + ("1 client" if threads == 1 else f"{threads} threads on one client")
        row(figure + " (C xenstored)", rate(rates[ours.name]), rate(rates[peer.name]), ratios(rates[ours.name], rates[peer.name]), goal)
    ours.close()
    peer.close()


def measure_java(genuine, ours, options):
    """Reads of the Java client, many under way, beside those of a program that only writes requests and counts answers: the server's most."""
    program = [options.java, "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-cp", class_path(),
               "org.jexpy.benchmarks.PipelinedReads", str(options.rounds), str(options.seconds), str(options.warm_up)]
    for server in (ours[0], genuine):
        printed = subprocess.run([*program, server.path], check=True, stdout=subprocess.PIPE, text=True).stdout
        mine, most, ratio = printed.split()
        row(f"Java client, pipelined reads a second, {server.name} (beside: the server's most)", mine, most, ratio, "100000, or the server's most")


def measure_scale(options):
    """What an operation costs the server in a large store, beside a small one: both in one program, asked in turn."""
    program = [options.java, "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-cp", class_path(),
               "org.jexpy.benchmarks.XenStoreScale", str(min(options.rounds, 9))]
    for line in subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines():
        figure, small, large, ratio = line.split("\t")
        row(figure + (" (beside: a small store)" if small else ""), large, small, ratio, "at most 2" if small else "")


def measure_flood(folder, options):
    """How quickly a container answers commands while a client of its XenStore never waits."""
    import flood
    found, flooding = flood.measure(options.jexpy, folder, options.commands)
    for what, (quiet, flooded) in found.items():
        for name, share in (("p50", .5), ("p99", .99)):
            mine, calm = quantile(flooded, share), quantile(quiet, share)
            row(f"{what}, {name} ms, beside {flooding:.0f} requests a second (beside: without)", f"{mine:.2f}", f"{calm:.2f}", f"{mine / calm:.2f}",
                "at most 250 ms" if name == "p99" else "")


def class_path():
    dist = os.path.join(ROOT, "host/target/dist/jexpy/lib")
    with open(os.path.join(dist, "class-path"), encoding="utf-8") as file:
        jars = [os.path.join(dist, line.strip()) for line in file]
    return os.pathsep.join([os.path.join(ROOT, "benchmarks/target/classes"), *jars])


def main():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="3 rounds of 0.3 s instead of 15 of 0.5 s")
    parser.add_argument("--brief", action="store_true", help="2 rounds of 0.2 s of what has a peer: whether it works, hardly how well")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=.5, help="length of a round of one side")
    parser.add_argument("--warm-up", type=int, default=8, help="windows of each kind before those that count")
    parser.add_argument("--client-warm-up", type=float, default=120, metavar="SECONDS", help="the same for pyxs on jexpy, all kinds together")
    parser.add_argument("--writes", type=int, default=200, help="changes that are watched in a round")
    parser.add_argument("--commands", type=int, default=1000, help="commands to a flooded container")
    parser.add_argument("--parts", default=",".join(PARTS), help=f"of {','.join(PARTS)} (default all)")
    parser.add_argument("--folder", default=tempfile.gettempdir(), help="where stores are kept, and sockets are: no long path; for sync=disk on a disk, not in memory (default %(default)s)")
    parser.add_argument("--jexpy", default=os.path.join(ROOT, "host/target/dist/jexpy/bin/jexpy"))
    parser.add_argument("--kit", required=True, help="the folder that .ci/xenstored/setup.sh made")
    options = parser.parse_args()
    if options.quick:
        options.rounds, options.seconds, options.warm_up, options.client_warm_up, options.writes = 3, .3, 3, 20, 100
    if options.brief:
        options.rounds, options.seconds, options.warm_up, options.client_warm_up, options.writes = 2, .2, 2, 5, 30
        options.parts = "server,watch,client"
    parts = options.parts.split(",")
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        parser.error(f"--parts has {','.join(unknown)} (expected some of {','.join(PARTS)})")
    try:
        import pyxs  # noqa: F401
    except ImportError:
        sys.path.append(os.path.join(options.kit, "root/usr/lib/python3/dist-packages"))
    home = subprocess.run([options.jexpy, "version", "--json"], check=True, stdout=subprocess.PIPE, text=True).stdout
    options.java = os.path.join(json.loads(home)["javaHome"], "bin/java")
    multiprocessing.set_start_method("fork")
    with tempfile.TemporaryDirectory(prefix="xs-", dir=os.path.abspath(options.folder)) as folder:
        started = []
        try:
            genuine = servers.genuine(options.kit, folder)
            started.append(genuine)
            for name, store in (("memory", "memory"), ("file, sync=process", "file:{},sync=process"), ("file, sync=disk", "file:{},sync=disk")):
                started.append(servers.embedded(options.jexpy, folder, name, store))
                if parts.count("server") == 0:
                    break
            ours = started[1:]
            load = os.getloadavg()[0]
            kind = subprocess.run(["stat", "-f", "-c", "%T", folder], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
            note(f"stores are kept in {folder}, file system {kind}" + (": no disk, so that sync=disk costs nothing" if kind in ("tmpfs", "ramfs") else ""))
            note(f"load before: {load:.1f} on {os.cpu_count()} processors; medians of {options.rounds} rounds of {options.seconds} s")
            print("| figure | jexpy | peer | ratio | goal |\n|---|---|---|---|---|", flush=True)
            if "server" in parts:
                measure_servers(genuine, ours, options)
            if "watch" in parts:
                measure_watches(genuine, ours, options)
            if "client" in parts:
                measure_clients(genuine, options)
            if "java" in parts:
                measure_java(genuine, ours, options)
            if "scale" in parts:
                measure_scale(options)
            if "flood" in parts:
                measure_flood(folder, options)
            note(f"load after: {os.getloadavg()[0]:.1f}")
        finally:
            for server in started:
                server.close()


if __name__ == "__main__":
    main()
