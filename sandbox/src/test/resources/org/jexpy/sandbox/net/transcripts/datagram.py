"""UDP."""
import socket


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


for family, host in ((socket.AF_INET, "127.0.0.1"),):
    with socket.socket(family, socket.SOCK_DGRAM) as server, socket.socket(family, socket.SOCK_DGRAM) as client:
        server.bind((host, 0))
        address = server.getsockname()
        print(client.sendto(b"one", address), client.sendto(b"two", 0, address), client.sendto(b"", address))
        data, peer = server.recvfrom(100)
        print(data, peer[0] == host, peer[1] == client.getsockname()[1])
        print(server.recvfrom(2)[0], server.recvfrom(10)[0])
        print(server.sendto(b"back", peer), client.recvfrom(10) == (b"back", address))
        report("not connected", lambda: client.send(b"x"))
        client.connect(address)
        print(client.getpeername() == address, client.send(b"connected"))
        print(server.recv(5, socket.MSG_PEEK), server.recv(100))
        buffer = bytearray(10)
        client.send(b"buffer")
        size, peer = server.recvfrom_into(buffer)
        print(size, buffer[:size])
        client.send(b"m")
        print(server.recvmsg(10)[:3])
        server.settimeout(0.05)
        report("timeout", lambda: server.recvfrom(1))
        server.setblocking(False)
        report("nothing", lambda: server.recv(1))
        report("too big", lambda: client.send(bytes(70000)))
        report("listen", server.listen)
        report("int", lambda: server.sendto(b"x", 5))
        report("text", lambda: server.sendto("x", address))
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    print(s.getsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST), s.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE))
