"""The side that is measured when clients are compared: runs under CPython and under jexpy, unchanged. Reads lines of an operation, a number
of threads that share one client, and seconds; prints the operations a second.

Usage: client.py SOCKET ROOT
"""
import sys
import threading
import time

import pyxs

from operations import OPERATIONS, VALUE

THREADS = 8


def repeat(function, client, path, until):
    done = 0
    while time.perf_counter() < until:
        function(client, path)
        done += 1
    return done


def window(function, client, paths, seconds):
    done = []
    begin = time.perf_counter()
    until = begin + seconds
    if len(paths) == 1:
        done.append(repeat(function, client, paths[0], until))
    else:
        threads = [threading.Thread(target=lambda path=path: done.append(repeat(function, client, path, until))) for path in paths]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sum(done) / (time.perf_counter() - begin)


def main():
    paths = [b"%s/%d" % (sys.argv[2].encode(), number) for number in range(THREADS)]
    with pyxs.Client(unix_socket_path=sys.argv[1]) as client:
        for path in paths:
            client.write(path, VALUE)
        for line in sys.stdin:
            operation, threads, seconds = line.split()
            print(window(OPERATIONS[operation], client, paths[:int(threads)], float(seconds)), flush=True)


main()
