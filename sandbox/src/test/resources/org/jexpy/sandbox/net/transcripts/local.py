"""AF_UNIX and socketpair."""
import array
import os
import socket
import tempfile
import threading


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


folder = tempfile.mkdtemp()
path = os.path.join(folder, "s")
with socket.socket(socket.AF_UNIX) as server:
    print(repr(server.getsockname()))
    server.bind(path)
    print(server.getsockname() == path, os.path.exists(path))
    server.listen(1)
    with socket.socket(socket.AF_UNIX) as second:
        report("again", lambda: second.bind(path))

    seen = []  # printed by the main thread: two threads' lines have no order

    def run():
        connection, peer = server.accept()
        with connection:
            seen.append((repr(peer), connection.getsockname() == path, repr(connection.getpeername())))
            connection.sendall(connection.recv(100)[::-1])

    thread = threading.Thread(target=run)
    thread.start()
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.connect(path)
        print(client.getpeername() == path, repr(client.getsockname()))
        client.sendall(b"backwards")
        print(client.recv(100))
        thread.join()
        print(*seen[0])
        print(client.recv(100))
with socket.socket(socket.AF_UNIX) as client:
    report("nobody listens", lambda: client.connect(path))
os.unlink(path)
with socket.socket(socket.AF_UNIX) as client:
    report("no file", lambda: client.connect(path))
    report("too long", lambda: client.connect("/" + "x" * 120))
    report("a tuple", lambda: client.connect(("127.0.0.1", 80)))

with socket.socket(socket.AF_UNIX) as server:
    server.bind(path)
    server.listen(0)
    waiting = []

    def fill():
        while True:
            waiting.append(socket.socket(socket.AF_UNIX))
            waiting[-1].settimeout(0 if len(waiting) % 2 else 60)
            waiting[-1].connect(path)

    report("no room", fill)
    report("no room either", lambda: waiting[-1].connect(path))
    waiting[-1].setblocking(True)
    threading.Timer(0.2, lambda: server.accept()[0].close()).start()
    report("who waits gets in", lambda: waiting[-1].connect(path))
    for each in waiting:
        each.close()
os.unlink(path)

os.chdir(folder)
with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
    server.bind("relative")
    server.listen()
    client.connect("relative")
    print(server.getsockname(), sorted(os.listdir(folder)))
os.unlink(os.path.join(folder, "relative"))
os.chdir("/")
os.rmdir(folder)

print("socketpair")
a, b = socket.socketpair()
print(a.family.name, a.type.name, repr(a.getsockname()), repr(a.getpeername()))
a.sendall(array.array("i", [1, 2, 3]))
print(array.array("i", b.recv(100)))
b.sendall(b"x" * 10)
print(a.recv(4), a.recv(100))
print(a.recvfrom.__name__, b.send(b"12"), a.recvfrom(10))
a.shutdown(socket.SHUT_WR)
print(b.recv(1))
b.sendall(b"still open")
print(a.recv(100))
b.close()
print(a.recv(1))
report("send to closed", lambda: a.send(b"x"))
a.close()
report("use after close", lambda: a.recv(1))
a.close()
left, right = socket.socketpair()
with left, right:
    right.settimeout(0.05)
    report("timeout", lambda: right.recv(1))
    copy = left.dup()
    left.close()
    copy.sendall(b"by the copy")
    print(right.recv(100))
    copy.close()
    print(right.recv(100))
