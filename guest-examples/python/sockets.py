"""An echo server and its client in one script, over TCP on the loopback interface.

    jexpy run --allow-net=127.0.0.1 guest-examples/python/sockets.py
"""
import socket
import socketserver
import threading


class Echo(socketserver.StreamRequestHandler):
    def handle(self):
        for line in self.rfile:
            self.wfile.write(line.upper())


with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Echo) as server:
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with socket.create_connection(server.server_address, timeout=10) as client:
        client.sendall(b"one\ntwo\n")
        client.shutdown(socket.SHUT_WR)
        with client.makefile("rb") as replies:
            for reply in replies:
                print(reply.decode().rstrip())
    server.shutdown()
print("done")
