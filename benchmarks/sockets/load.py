"""The load: as many round trips of one message over each of some connections as fit in a time. Prints round trips per second for each
period, one line each. Uses epoll itself, so that it is quicker than any server under test."""
import argparse
import select
import socket
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--size", type=int, default=64)
    parser.add_argument("--period", type=float, default=2.0, help="seconds that one figure is taken over")
    parser.add_argument("--periods", type=int, default=5)
    options = parser.parse_args()
    message = b"x" * options.size
    poll = select.epoll()
    sockets = {}
    for _ in range(options.connections):
        s = socket.create_connection(("127.0.0.1", options.port))
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        s.setblocking(False)
        sockets[s.fileno()] = (s.recv, s.send, s)
        poll.register(s, select.EPOLLIN)
        s.send(message)
    missing = dict.fromkeys(sockets, options.size)
    for _ in range(options.periods):
        done = 0
        start = now = time.perf_counter()
        while now - start < options.period:
            for fd, _ in poll.poll():
                receive, send, _ = sockets[fd]
                got = len(receive(options.size))
                if not got:
                    raise SystemExit("the server has closed a connection")
                missing[fd] -= got
                if not missing[fd]:
                    missing[fd] = options.size
                    send(message)
                    done += 1
            now = time.perf_counter()
        print(round(done / (now - start)), flush=True)


main()
