"""asyncio: streams, servers, protocols, datagrams, local sockets, loop.sock_*, time-outs, sendfile, threads."""
import asyncio
import os
import socket
import tempfile


async def echo(reader, writer):
    while data := await reader.read(1000):
        writer.write(data.upper())
        await writer.drain()
    writer.write(b"<end>")
    writer.write_eof()
    writer.close()
    await writer.wait_closed()


async def talk(number, address):
    reader, writer = await asyncio.open_connection(*address)
    answers = []
    for word in (b"one", b"two"):
        writer.write(b"%d %s\n" % (number, word))
        answers.append(await reader.readline())
    writer.write_eof()
    answers.append(await reader.read())
    writer.close()
    await writer.wait_closed()
    return answers


async def streams():
    server = await asyncio.start_server(echo, "127.0.0.1", 0)
    address = server.sockets[0].getsockname()
    async with server:
        for answer in await asyncio.gather(*(talk(i, address) for i in range(20))):
            print(answer)
        reader, writer = await asyncio.open_connection(*address)
        try:
            await asyncio.wait_for(reader.read(1), 0.05)
        except asyncio.TimeoutError as error:
            print(type(error).__name__)
        big = b"x" * 3_000_000
        writer.write(big)
        print(len(await reader.readexactly(len(big))))
        try:
            writer.write_eof()
            await reader.readexactly(100)
        except asyncio.IncompleteReadError as error:
            print(error.partial)
        writer.close()
        print(writer.is_closing())
    try:
        await asyncio.open_connection(*address)
    except OSError as error:
        print(type(error).__name__, error.errno)


class Counter(asyncio.Protocol):
    def __init__(self, done):
        self.done = done
        self.size = 0

    def connection_made(self, transport):
        print("made", transport.get_extra_info("socket") is not None, transport.get_extra_info("peername")[0])
        transport.set_write_buffer_limits(1000)

    def data_received(self, data):
        self.size += len(data)

    def eof_received(self):
        print("eof", self.size)

    def connection_lost(self, error):
        print("lost", error)
        self.done.set_result(None)


class Buffered(asyncio.BufferedProtocol):
    def __init__(self, done):
        self.done = done
        self.buffer = bytearray(16)
        self.got = b""

    def get_buffer(self, hint):
        return self.buffer

    def buffer_updated(self, size):
        self.got += bytes(self.buffer[:size])

    def connection_lost(self, error):
        print("buffered", self.got)
        self.done.set_result(None)


class Answering(asyncio.DatagramProtocol):
    def connection_made(self, transport):
        self.transport = transport

    def datagram_received(self, data, address):
        self.transport.sendto(data[::-1], address)


class Asking(asyncio.DatagramProtocol):
    def __init__(self, answer):
        self.answer = answer

    def connection_made(self, transport):
        transport.sendto(b"desserts")

    def datagram_received(self, data, address):
        self.answer.set_result(data)


async def protocols():
    loop = asyncio.get_running_loop()
    for kind, data in ((Counter, bytes(500_000)), (Buffered, b"a protocol with buffers")):
        done = loop.create_future()
        server = await loop.create_server(lambda: kind(done), "127.0.0.1", 0)
        _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        writer.write(data)
        await writer.drain()
        writer.close()
        await done
        server.close()
        await server.wait_closed()
    server, _ = await loop.create_datagram_endpoint(Answering, ("127.0.0.1", 0))
    answer = loop.create_future()
    client, _ = await loop.create_datagram_endpoint(lambda: Asking(answer), remote_addr=server.get_extra_info("sockname"))
    print(await answer)
    client.close()
    server.close()


async def local():
    folder = tempfile.mkdtemp()
    path = os.path.join(folder, "s")
    async with await asyncio.start_unix_server(echo, path):
        reader, writer = await asyncio.open_unix_connection(path)
        writer.writelines([b"lo", b"cal"])
        writer.write_eof()
        print(await reader.read())
        writer.close()
        await writer.wait_closed()
    if os.path.exists(path):
        os.unlink(path)
    os.rmdir(folder)


async def raw():
    loop = asyncio.get_running_loop()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.setblocking(False)
    client = socket.socket()
    client.setblocking(False)
    accepting = asyncio.ensure_future(loop.sock_accept(listener))
    await loop.sock_connect(client, listener.getsockname())
    connection, _ = await accepting
    connection.setblocking(False)
    await loop.sock_sendall(client, b"raw" * 100_000)
    size = 0
    while size < 300_000:
        size += len(await loop.sock_recv(connection, 65536))
    print(size)
    buffer = bytearray(5)
    await loop.sock_sendall(connection, b"into")
    print(await loop.sock_recv_into(client, buffer), buffer)
    with tempfile.TemporaryFile() as file:
        file.write(b"0123456789" * 10_000)
        file.flush()
        print(await loop.sock_sendfile(client, file, 5, 50_000))
    size = 0
    while size < 50_000:
        size += len(await loop.sock_recv(connection, 65536))
    print(size)
    pending = asyncio.ensure_future(loop.sock_recv(client, 1))
    await asyncio.sleep(0)
    pending.cancel()
    try:
        await pending
    except asyncio.CancelledError:
        print("cancelled")
    for s in (listener, client, connection):
        s.close()


async def threads():
    loop = asyncio.get_running_loop()
    a, b = socket.socketpair()
    with a, b:
        waiting = loop.run_in_executor(None, a.recv, 10)
        await asyncio.sleep(0.01)
        b.send(b"a thread")
        print(await waiting)
        seen = loop.create_future()
        loop.add_reader(a, lambda: seen.set_result(a.recv(10)))
        b.send(b"a reader")
        print(await seen, loop.remove_reader(a), loop.remove_reader(a))
    print(await loop.getaddrinfo("127.0.0.1", 80, type=socket.SOCK_STREAM))


async def main():
    print(type(asyncio.get_running_loop()._selector).__name__)
    for part in (streams, protocols, local, raw, threads):
        print(part.__name__)
        await part()


asyncio.run(main())
