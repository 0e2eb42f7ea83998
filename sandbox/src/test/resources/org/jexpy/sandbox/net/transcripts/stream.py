"""TCP: echo, makefile, half-close, big data, peeking, recv_into, timeouts, refused and reset connections."""
import socket
import threading


def serve(listener, handler):
    def run():
        connection, _ = listener.accept()
        with connection:
            handler(connection)
    thread = threading.Thread(target=run)
    thread.start()
    return thread


def listen():
    listener = socket.create_server(("127.0.0.1", 0))
    return listener, listener.getsockname()


def echo(connection):
    while data := connection.recv(1000):
        connection.sendall(data)
    connection.sendall(b"<end>")


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


print("echo and half-close")
listener, address = listen()
thread = serve(listener, echo)
with socket.create_connection(address) as client:
    print(client.getpeername() == address, client.family.name, client.type.name, client.proto)
    client.sendall(b"hello")
    print(client.recv(5, socket.MSG_WAITALL))
    client.sendall(b"again")
    client.shutdown(socket.SHUT_WR)
    rest = b""
    while data := client.recv(100):
        rest += data
    print(rest)
    report("send after shutdown", lambda: client.send(b"x"))
thread.join()

print("big data")
thread = serve(listener, lambda c: c.sendall(bytes(range(256)) * 8192))
with socket.create_connection(address) as client:
    total, checksum = 0, 0
    while data := client.recv(100_000):
        total += len(data)
        checksum = (checksum + sum(data)) % 1_000_003
    print(total, checksum)
thread.join()

print("makefile")


def lines(connection):
    with connection.makefile("rwb") as file:
        for line in file:
            file.write(line.upper())
            file.flush()


thread = serve(listener, lines)
with socket.create_connection(address) as client:
    with client.makefile("rw", encoding="utf-8", newline="\n") as file:
        for word in ("eins", "zwei", "drei ä"):
            file.write(word + "\n")
            file.flush()
            print(repr(file.readline()))
    print(client.fileno() > 0)
thread.join()

print("into buffers, peeking, many buffers")
thread = serve(listener, lambda c: (c.sendmsg([b"abc", bytearray(b"def"), memoryview(b"ghi")]), c.recv(1)))
with socket.create_connection(address) as client:
    print(client.recv(3, socket.MSG_PEEK | socket.MSG_WAITALL))
    buffer = bytearray(5)
    print(client.recv_into(buffer, 5, socket.MSG_WAITALL), buffer)
    view = memoryview(bytearray(8))
    print(client.recv_into(view[2:], 2, socket.MSG_WAITALL), bytes(view))
    print(client.recvmsg(2)[0])
    report("too small", lambda: client.recv_into(buffer, 6))
thread.join()

print("timeouts")
with socket.create_connection(address) as client:
    connection, _ = listener.accept()
    client.settimeout(0.05)
    print(client.gettimeout(), client.getblocking(), connection.gettimeout())
    report("recv", lambda: client.recv(1))
    report("recv_into", lambda: client.recv_into(bytearray(1)))
    client.settimeout(0)
    report("recv without blocking", lambda: client.recv(1))
    client.setblocking(True)
    print(client.gettimeout())
    listener.settimeout(0.05)
    report("accept", listener.accept)
    listener.setblocking(False)
    report("accept without blocking", listener.accept)
    listener.setblocking(True)

    def fill():
        while True:
            client.send(bytes(100_000))
    client.setblocking(False)
    report("fill", fill)
    client.settimeout(0.05)
    report("sendall", lambda: client.sendall(bytes(10_000_000)))
    connection.close()

print("failures")
with socket.socket() as closed:
    closed.bind(("127.0.0.1", 0))
    nobody = closed.getsockname()
report("refused", lambda: socket.create_connection(nobody))
with socket.socket() as client:
    print(client.connect_ex(nobody))
    print(client.connect_ex(address), client.connect_ex(address))
    report("twice", lambda: client.connect(address))
    listener.accept()[0].close()
with socket.socket() as other:
    report("in use", lambda: other.bind(address))
with socket.create_connection(address) as client:
    connection, _ = listener.accept()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    connection.close()
    report("reset", lambda: client.recv(1))
    report("broken", lambda: [client.send(b"x") for _ in range(3)])
listener.close()
report("closed accept", listener.accept)
print(listener.fileno(), repr(listener))

print("options")
with socket.socket() as s:
    for level, name in ((socket.SOL_SOCKET, "SO_REUSEADDR"), (socket.SOL_SOCKET, "SO_KEEPALIVE"), (socket.IPPROTO_TCP, "TCP_NODELAY")):
        option = getattr(socket, name)
        before = s.getsockopt(level, option)
        s.setsockopt(level, option, 1)
        print(name, before, s.getsockopt(level, option))
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE), s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR),
          s.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 20_000)
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\5\0\0\0")
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_LINGER, 8))
    report("unknown", lambda: s.setsockopt(socket.SOL_SOCKET, 12345, 1))
    s.bind(("127.0.0.1", 0))
    s.listen()
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
