"""The wire, by hand: a connection over a socket, and one over the ring page of a domain that the stub plays."""
import fcntl
import mmap
import os
import socket
import struct
import termios
import time

HEADER = struct.Struct("<IIII")
NAMES = ("CONTROL DIRECTORY READ GET_PERMS WATCH UNWATCH TRANSACTION_START TRANSACTION_END INTRODUCE RELEASE GET_DOMAIN_PATH WRITE "
         "MKDIR RM SET_PERMS WATCH_EVENT ERROR IS_DOMAIN_INTRODUCED RESUME SET_TARGET RESTRICT RESET_WATCHES DIRECTORY_PART "
         "GET_FEATURE SET_FEATURE GET_QUOTA SET_QUOTA").split()
OP = {name: number for number, name in enumerate(NAMES)}
PORT_BASE, PORT_VIRQ = 1000, 900


def kick(stub, port):
    """Raise an event channel of the daemon, by the stub's FIFO, and wait until it has taken that: between two of them it serves sockets."""
    end = time.monotonic() + Connection.timeout
    fd = os.open(os.path.join(stub, "evtchn"), os.O_RDWR)
    try:
        os.write(fd, struct.pack("<I", port))
        while any(fcntl.ioctl(fd, termios.FIONREAD, bytes(4))):
            if time.monotonic() > end:
                raise socket.timeout
            time.sleep(.0001)
    finally:
        os.close(fd)


class Connection:
    """A socket. Events are set aside until they are asked for."""
    timeout = 30.0
    last_id = 0

    def __init__(self, path):
        self.seen = []
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.settimeout(Connection.timeout)

    def send(self, data):
        self.socket.sendall(data)

    def receive(self, size):
        data = b""
        while len(data) < size:
            part = self.socket.recv(size - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    def message(self):
        kind, request, transaction, size = HEADER.unpack(self.receive(16))
        return kind, request, transaction, self.receive(size) if size else b""

    def ask(self, op, payload=b"", transaction=0, size=None):
        """Send a request: its answer as text. `size` is what the header says, if it is not the truth."""
        Connection.last_id += 1
        mine = Connection.last_id
        try:
            self.send(HEADER.pack(OP.get(op, op), mine, transaction, len(payload) if size is None else size) + payload)
            while True:
                kind, request, echoed, body = self.message()
                if kind != OP["WATCH_EVENT"]:
                    break
                self.seen.append((request, echoed, body))
        except socket.timeout:
            return "<no reply>"
        except (EOFError, ConnectionError):
            return "<connection closed>"
        name = NAMES[kind] if kind < len(NAMES) else kind
        shown = body if len(body) < 80 else body[:40] + b"...(%d)" % len(body)
        return "%s%s tx=%d %r" % (name, "" if request == mine else " rid?%d" % request, echoed, shown)

    def events(self):
        """All events so far, as (request, transaction, payload): they stand before the answer of a request that is sent now."""
        self.ask("READ", b"/\0")
        seen, self.seen = self.seen, []
        return seen

    def event_payloads(self):
        return [payload for _, _, payload in self.events()]


class Ring(Connection):
    """A domain's ring page: requests at 0, replies at 1024, indices from 2048 on."""
    REQ_CONS, REQ_PROD, RSP_CONS, RSP_PROD = 512, 513, 514, 515

    def __init__(self, stub, domid):
        self.seen = []
        self.stub, self.port = stub, PORT_BASE + domid
        with open(os.path.join(stub, "ring.%d" % domid), "r+b") as file:
            self.page = mmap.mmap(file.fileno(), 4096)
        # The daemon looks at any time, and struct fills a number byte by byte, with zeros first: so whole words.
        self.words = memoryview(self.page).cast("I")

    def get(self, index):
        return self.words[index]

    def put(self, index, value):
        self.words[index] = value & 0xffffffff

    def send(self, data):
        done, end = 0, time.monotonic() + Connection.timeout
        while done < len(data):
            taken, given = self.get(self.REQ_CONS), self.get(self.REQ_PROD)
            if (given - taken) & 0xffffffff >= 1024:
                if time.monotonic() > end:
                    raise socket.timeout
                time.sleep(.001)
                continue
            self.page[given % 1024] = data[done]
            self.put(self.REQ_PROD, given + 1)
            done += 1
            if (given + 1 - taken) & 0xffffffff == 1024 or done == len(data):
                kick(self.stub, self.port)

    def receive(self, size):
        data, end = b"", time.monotonic() + Connection.timeout
        while len(data) < size:
            taken, given = self.get(self.RSP_CONS), self.get(self.RSP_PROD)
            if taken == given:
                if time.monotonic() > end:
                    raise socket.timeout
                time.sleep(.0005)
                continue
            data += bytes([self.page[1024 + taken % 1024]])
            self.put(self.RSP_CONS, taken + 1)
            if taken + 1 == given:
                kick(self.stub, self.port)
        return data
