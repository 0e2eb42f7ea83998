"""The side that is measured when clients are compared: runs under CPython and under jexpy, unchanged. Reads lines of an operation, a number
of threads that share one client, and seconds; prints the operations a second.

Usage: client.py SOCKET ROOT
"""
import sys
import threading
import time

import pyxs

VALUE = b"x" * 64


def read(client, path, until):
    done = 0
    while time.perf_counter() < until:
        client.read(path)
        done += 1
    return done


def write(client, path, until):
    done = 0
    while time.perf_counter() < until:
        client.write(path, VALUE)
        done += 1
    return done


def tx(client, path, until):
    done = 0
    while time.perf_counter() < until:
        client.transaction()
        client.read(path)
        client.write(path, VALUE)
        if not client.commit():
            raise SystemExit("a transaction of a node of its own was in conflict")
        done += 1
    return done


def window(client, operation, threads, seconds, root):
    function, done = {"read": read, "write": write, "tx": tx}[operation], []
    begin = time.perf_counter()
    until = begin + seconds
    if threads == 1:
        done.append(function(client, b"%s/0" % root, until))
    else:
        workers = [threading.Thread(target=lambda key=b"%s/%d" % (root, n): done.append(function(client, key, until)))
                   for n in range(threads)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return sum(done) / (time.perf_counter() - begin)


def main():
    path, root = sys.argv[1], sys.argv[2].encode()
    with pyxs.Client(unix_socket_path=path) as client:
        for number in range(8):
            client.write(b"%s/%d" % (root, number), VALUE)
        for line in sys.stdin:
            operation, threads, seconds = line.split()
            print(window(client, operation, int(threads), float(seconds), root), flush=True)


main()
