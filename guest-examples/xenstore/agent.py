"""An agent: it watches a node for requests, and answers each one in another node. A customer in the same script asks it three times.

    jexpy run --xenstore memory --allow-threads guest-examples/xenstore/agent.py
"""
import threading

import pyxs

REQUEST, ANSWER = b"/agent/request", b"/agent/answer"


def changes(client, path):
    """The values of a node, as they come. The first event comes at once, and says no more than the others: look what is there."""
    last = b""
    with client.monitor() as monitor:
        monitor.watch(path, path)
        for event in monitor.wait():
            value = client.read(event.path)
            if value != last:
                last = value
                yield value


def agent():
    with pyxs.Client() as client:
        for request in changes(client, REQUEST):
            client.write(ANSWER, request.upper())
            if request == b"bye":
                break


with pyxs.Client() as client:
    client.write(REQUEST, b"")
    client.write(ANSWER, b"")
    thread = threading.Thread(target=agent)
    thread.start()
    answers = changes(client, ANSWER)
    for request in (b"hello", b"how are you", b"bye"):
        client.write(REQUEST, request)
        print(request.decode(), "->", next(answers).decode())
    answers.close()
    thread.join()
    client.delete(b"/agent")
