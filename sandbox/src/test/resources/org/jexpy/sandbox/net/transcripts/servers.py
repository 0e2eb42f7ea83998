"""socketserver in its four kinds."""
import os
import socket
import socketserver
import tempfile
import threading


class Upper(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


class UpperDatagram(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(data.upper(), self.client_address)


def talk(sock, *words):
    with sock, sock.makefile("rwb") as file:
        for word in words:
            file.write(word + b"\n")
            file.flush()
            print(file.readline())
        sock.shutdown(socket.SHUT_WR)
        print(file.read())


def during(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    return thread


for kind in (socketserver.TCPServer, socketserver.ThreadingTCPServer):
    with kind(("127.0.0.1", 0), Upper) as server:
        thread = during(server)
        print(kind.__name__)
        for round in range(2):
            talk(socket.create_connection(server.server_address), b"one", b"two %d" % round)
        server.shutdown()
        thread.join()

with socketserver.UDPServer(("127.0.0.1", 0), UpperDatagram) as server:
    thread = during(server)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(10)
        client.sendto(b"datagram", server.server_address)
        print(client.recv(100))
    server.shutdown()
    thread.join()

folder = tempfile.mkdtemp()
path = os.path.join(folder, "s")
with socketserver.ThreadingUnixStreamServer(path, Upper) as server:
    thread = during(server)
    client = socket.socket(socket.AF_UNIX)
    client.connect(path)
    talk(client, b"local")
    server.shutdown()
    thread.join()
os.unlink(path)
os.rmdir(folder)


class Failing(socketserver.BaseRequestHandler):
    def handle(self):
        raise ValueError("a failing handler")


class Quiet(socketserver.TCPServer):
    allow_reuse_address = True

    def handle_error(self, request, client_address):
        import sys
        print("handled:", repr(sys.exception()) if hasattr(sys, "exception") else repr(sys.exc_info()[1]))


with Quiet(("127.0.0.1", 0), Failing) as server:
    server.timeout = 0.05
    print(server.handle_request())
    with socket.create_connection(server.server_address) as client:
        server.timeout = 10
        server.handle_request()
        print(client.recv(10))
