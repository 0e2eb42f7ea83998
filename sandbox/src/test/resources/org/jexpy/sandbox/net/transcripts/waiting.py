"""select, poll, epoll and selectors."""
import select
import selectors
import socket
import threading
import time


def report(what, function):
    try:
        print(what, "->", function())
    except Exception as error:
        print(what, "->", type(error).__name__, error)


a, b = socket.socketpair()
names = {a: "a", b: "b", a.fileno(): "a", b.fileno(): "b"}


def named(result):
    return [[names[x] for x in part] for part in result]


print("select")
print(named(select.select([a, b], [], [], 0)), named(select.select([a, b], [a, b], [a, b], 0)))
a.send(b"1")
print(named(select.select([a, b], [], [], 5)), named(select.select([a.fileno(), b.fileno()], [b.fileno()], [])))
b.recv(1)
start = time.monotonic()
print(named(select.select([a, b], [], [], 0.05)), time.monotonic() - start >= 0.045)
print(select.select([], [], [], 0.001))
report("negative", lambda: select.select([-1], [], [], 0))
report("text", lambda: select.select(["a"], [], [], 0))
report("no list", lambda: select.select(5, [], [], 0))
report("bad time", lambda: select.select([], [], [], "x"))
timer = threading.Timer(0.05, lambda: a.send(b"2"))
timer.start()
print(named(select.select([a, b], [], [])))
timer.join()
b.recv(1)

print("poll")
poller = select.poll()
poller.register(a, select.POLLIN)
poller.register(b.fileno(), select.POLLIN | select.POLLOUT)
print([(names[fd], event) for fd, event in poller.poll(0)])
a.send(b"3")
print([(names[fd], event) for fd, event in poller.poll(1000)])
poller.modify(b, select.POLLIN)
print([(names[fd], event) for fd, event in poller.poll()])
poller.unregister(b)
print(poller.poll(10))
report("unregister again", lambda: poller.unregister(5))
report("modify unknown", lambda: poller.modify(5, 1))
report("negative", lambda: poller.register(-1))

print("epoll")
with select.epoll() as epoll:
    epoll.register(a, select.EPOLLIN)
    epoll.register(b, select.EPOLLIN | select.EPOLLOUT)
    print(sorted((names[fd], event) for fd, event in epoll.poll(1)))
    report("again", lambda: epoll.register(a))
    epoll.modify(b, select.EPOLLIN)
    print(sorted((names[fd], event) for fd, event in epoll.poll(1)))
    b.recv(1)
    print(epoll.poll(0.01), epoll.poll(0))
    epoll.unregister(b)
    report("unregister again", lambda: epoll.unregister(b))
    report("no events", lambda: epoll.poll(0, 0))
    once, other = socket.socketpair()
    epoll.register(other, select.EPOLLOUT | select.EPOLLONESHOT)
    print([event for _, event in epoll.poll(1)], epoll.poll(0))
    other.close()
    once.close()
    print(epoll.closed)
print(epoll.closed)
report("closed", lambda: epoll.poll(0))

print("connecting without blocking")
listener = socket.create_server(("127.0.0.1", 0))
client = socket.socket()
client.setblocking(False)
print(client.connect_ex(listener.getsockname()) in (0, 115))
print(len(select.select([], [client], [], 5)[1]), client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
print(len(select.select([listener], [], [], 5)[0]))
server, _ = listener.accept()
server.close()
print(len(select.select([client], [], [], 5)[0]), client.recv(1))
client.close()
with socket.socket() as unused:
    unused.bind(("127.0.0.1", 0))
    nobody = unused.getsockname()
client = socket.socket()
client.setblocking(False)
if client.connect_ex(nobody) == 115:
    print(len(select.select([], [client], [], 5)[1]), client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
else:
    print(1, 111)
client.close()

print("selectors")
print(selectors.DefaultSelector.__name__)
for kind in (selectors.DefaultSelector, selectors.SelectSelector, selectors.PollSelector, selectors.EpollSelector):
    with kind() as selector:
        selector.register(listener, selectors.EVENT_READ, "listener")
        selector.register(a, selectors.EVENT_READ | selectors.EVENT_WRITE, "a")
        print(sorted((key.data, mask) for key, mask in selector.select(1)))
        selector.modify(a, selectors.EVENT_READ, "changed")
        b.send(b"x")
        print([(key.data, mask) for key, mask in selector.select(1)])
        print(a.recv(10), selector.select(0.01))
        client = socket.create_connection(listener.getsockname())
        print([(key.data, mask) for key, mask in selector.select(1)])
        listener.accept()[0].close()
        client.close()
        print(selector.get_key(a).data, len(selector.get_map()))
        selector.unregister(a)
        try:
            selector.unregister(a)
        except KeyError:
            print("unknown")
listener.close()

print("a reader thread")
received = []


def read():
    while data := b.recv(10):
        received.append(data)


thread = threading.Thread(target=read)
thread.start()
for i in range(5):
    a.send(b"%d" % i)
a.shutdown(socket.SHUT_WR)
thread.join()
print(b"".join(received))
a.close()
b.close()

print("connecting to who has no room")
with socket.create_server(("127.0.0.1", 0), backlog=0) as listener:
    crowd = []
    result = 0
    while result == 0:
        crowd.append(socket.socket())
        crowd[-1].settimeout(0.3)
        result = crowd[-1].connect_ex(listener.getsockname())
    print(result)
    for each in crowd:
        each.close()
