"""ssl: server and client with their own certificates, names checked, time-outs, no blocking, asyncio, http."""
import asyncio
import http.client
import http.server
import os
import select
import socket
import ssl
import threading

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "tls")


def pem(name):
    return os.path.join(FOLDER, name + ".pem")


def report(what, function):
    try:
        print(what, "->", function())
    except ssl.SSLCertVerificationError as error:
        print(what, "->", type(error).__name__)
    except Exception as error:
        print(what, "->", type(error).__name__)


server_context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
server_context.load_cert_chain(pem("server"))
client_context = ssl.create_default_context(cafile=pem("ca"))
print(client_context.check_hostname, client_context.verify_mode.name)

listener = socket.create_server(("127.0.0.1", 0))
address = listener.getsockname()


failures = []


def serve(handler, context=server_context):
    def run():
        connection, _ = listener.accept()
        try:
            with context.wrap_socket(connection, server_side=True) as secure:
                handler(secure)
        except (ssl.SSLError, ConnectionError):
            failures.append("a failure")
    thread = threading.Thread(target=run)
    thread.start()
    return thread


def echo(secure):
    while data := secure.recv(1000):
        secure.sendall(data.upper())


def connect(context=client_context, name="server.test"):
    return context.wrap_socket(socket.create_connection(address), server_hostname=name)


print("echo")
thread = serve(echo)
with connect() as client:
    print(client.version() in ("TLSv1.2", "TLSv1.3"), client.cipher() is not None, client.server_hostname, client.server_side)
    certificate = client.getpeercert()
    print(certificate["subject"], certificate["issuer"], certificate["subjectAltName"])
    print(len(client.getpeercert(True)) > 100)
    client.sendall(b"hello")
    print(client.recv(100))
    client.write(b"by write")
    print(client.read(3), client.pending(), client.read(100))
    with client.makefile("rwb") as file:
        file.write(b"a line\n")
        file.flush()
        print(file.readline())
    buffer = bytearray(4)
    client.sendall(memoryview(b"into"))
    print(client.recv_into(buffer), buffer)
    plain = client.unwrap()
    print(type(plain).__name__, client.fileno() > 0)
thread.join()

print("big data")
thread = serve(lambda secure: secure.sendall(bytes(range(256)) * 4096))
with connect() as client:
    size = 0
    while data := client.recv(65536):
        size += len(data)
    print(size)
thread.join()

print("refusals")
thread = serve(echo)
report("another name", lambda: connect(name="other.test"))
thread.join()
thread = serve(echo)
report("an unknown authority", lambda: connect(ssl.create_default_context()))
thread.join()
print("the server saw", failures)
lax = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
lax.check_hostname = False
lax.verify_mode = ssl.CERT_NONE
thread = serve(echo)
with connect(lax, None) as client:
    client.sendall(b"unchecked")
    print(client.recv(100), client.getpeercert())
thread.join()
mutual = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
mutual.load_cert_chain(pem("server"))
mutual.load_verify_locations(pem("ca"))
mutual.verify_mode = ssl.CERT_REQUIRED
with_certificate = ssl.create_default_context(cafile=pem("ca"))
with_certificate.load_cert_chain(pem("client"))
thread = serve(lambda secure: secure.sendall(secure.getpeercert()["subject"][0][0][1].encode()), mutual)
with connect(with_certificate) as client:
    print(client.recv(100))
thread.join()

print("a peer that speaks no TLS")


def plain_peer():
    connection, _ = listener.accept()
    with connection:
        connection.recv(100_000)
        connection.sendall(b"HTTP/1.0 400 no\r\n\r\n")


thread = threading.Thread(target=plain_peer)
thread.start()
report("plain", connect)
thread.join()

print("time-outs and no blocking")
release = threading.Event()
thread = serve(lambda secure: (secure.recv(1), release.wait(), secure.sendall(b"late")))
with connect() as client:
    client.settimeout(0.05)
    try:
        client.recv(1)
    except TimeoutError as error:
        print(error)
    client.setblocking(False)
    report("nothing yet", lambda: client.recv(1))
    client.send(b"x")
    release.set()
    got = b""
    while len(got) < 4:
        try:
            got += client.recv(4)
        except ssl.SSLWantReadError:
            select.select([client], [], [], 5)
    print(got)
thread.join()
thread = serve(echo)
client = client_context.wrap_socket(socket.create_connection(address), server_hostname="server.test", do_handshake_on_connect=False)
with client:
    client.setblocking(False)
    while True:
        try:
            client.do_handshake()
            break
        except ssl.SSLWantReadError:
            select.select([client], [], [], 5)
        except ssl.SSLWantWriteError:
            select.select([], [client], [], 5)
    print("shaken")
    client.setblocking(True)
    client.sendall(b"later")
    print(client.recv(10))
thread.join()


def silent():
    connection, _ = listener.accept()
    with connection:
        connection.recv(100_000)
        release.wait()
        connection.recv(1)


release.clear()
thread = threading.Thread(target=silent)
thread.start()
raw = socket.create_connection(address, timeout=0.1)
try:
    client_context.wrap_socket(raw, server_hostname="server.test")
except TimeoutError as error:
    print(str(error).split(": ")[-1])
release.set()
raw.close()
thread.join()
listener.close()


print("asyncio")


async def streams():
    async def handle(reader, writer):
        writer.write((await reader.readline()).upper())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(handle, "127.0.0.1", 0, ssl=server_context)
    async with server:
        where = server.sockets[0].getsockname()
        for _ in range(3):
            reader, writer = await asyncio.open_connection(*where, ssl=client_context, server_hostname="server.test")
            writer.write(b"by asyncio\n")
            print(await reader.readline())
            writer.close()
            await writer.wait_closed()
        try:
            await asyncio.open_connection(*where, ssl=client_context, server_hostname="other.test")
        except ssl.SSLCertVerificationError as error:
            print(type(error).__name__)


asyncio.run(streams())

print("http")


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"secure " * 10_000)

    def log_message(self, *_):
        pass


server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
server.socket = server_context.wrap_socket(server.socket, server_side=True)
thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
thread.start()
client = http.client.HTTPSConnection("localhost", server.server_address[1], context=client_context, timeout=20)
client.request("GET", "/")
response = client.getresponse()
print(response.status, len(response.read()))
client.close()
server.shutdown()
thread.join()
server.server_close()
