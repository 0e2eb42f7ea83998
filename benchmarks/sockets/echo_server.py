"""The server under test: an asyncio echo server on a free port, which it prints. Ends when its standard input does."""
import asyncio
import sys
import threading


class Echo(asyncio.Protocol):
    def connection_made(self, transport):
        self.write = transport.write

    def data_received(self, data):
        self.write(data)


async def main():
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def watch():
        sys.stdin.read()
        loop.call_soon_threadsafe(ended.set)

    server = await loop.create_server(Echo, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    threading.Thread(target=watch, daemon=True).start()
    await ended.wait()
    server.close()


asyncio.run(main())
