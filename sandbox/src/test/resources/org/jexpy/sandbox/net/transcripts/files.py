"""Descriptors: sendfile, dup, detach, fileno with os functions."""
import os
import socket
import tempfile
import threading


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


a, b = socket.socketpair()
with tempfile.TemporaryFile() as file:
    file.write(b"0123456789" * 50_000)
    file.flush()
    file.seek(0)

    def receive(size):
        got = 0
        while got < size and (data := b.recv(65536)):
            got += len(data)
        print("received", got)

    thread = threading.Thread(target=receive, args=(500_000,))
    thread.start()
    sent = a.sendfile(file)
    thread.join()
    print(sent, file.tell())
    print(a.sendfile(file, 499_990), file.tell(), b.recv(100))
    print(a.sendfile(file, 10, 5), file.tell(), b.recv(100))
    print(os.sendfile(a.fileno(), file.fileno(), 3, 4), b.recv(100))
    report("text file", lambda: a.sendfile(open(__file__)))
    report("negative", lambda: a.sendfile(file, 0, -1))
    a.settimeout(0)
    report("not blocking", lambda: a.sendfile(file))
    a.settimeout(None)

print(os.write(a.fileno(), b"by descriptor"), os.read(b.fileno(), 100))
number = a.detach()
print(a.fileno(), number > 0)
report("detached", lambda: a.send(b"x"))
again = socket.socket(fileno=number)
print(again.family.name, again.type.name, again.send(b"again"), b.recv(10))
copy = socket.fromfd(again.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)
print(copy.fileno() != again.fileno(), copy.send(b"copy"), b.recv(10))
again.close()
print(copy.send(b"alive"), b.recv(10))
os.close(copy.detach())
print(b.recv(10))
report("bad descriptor", lambda: socket.socket(fileno=9_999_999))
report("negative", lambda: socket.socket(fileno=-5))
report("close", lambda: socket.close(9_999_999))
b.close()

with socket.socket() as s:
    print(str(s).replace(str(s.fileno()), "N"))
    with s.makefile("rb") as reader:
        s.close()
        print(s.fileno() > 0, reader.readable())
    print(s.fileno())
    print(s)
