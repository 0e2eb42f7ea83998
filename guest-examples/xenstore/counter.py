"""Eight writers count in one node, each with a connection of its own; transactions see to it that no step is lost.

    jexpy run --xenstore memory --allow-threads guest-examples/xenstore/counter.py
"""
import threading

import pyxs

COUNTER = b"/counter"
WRITERS, STEPS = 8, 25


def step(tx):
    value = int(tx.read(COUNTER)) + 1
    tx.write(COUNTER, b"%d" % value)
    return value


def count(seen):
    with pyxs.Client() as client:
        for _ in range(STEPS):
            # Whoever comes between makes it run again: as often as others can have a step.
            seen.append(client.transact(step, retries=WRITERS * STEPS))


with pyxs.Client() as client:
    client.write(COUNTER, b"0")
    seen = []
    writers = [threading.Thread(target=count, args=(seen,)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    print(f"{WRITERS} writers, {STEPS} steps each: {client.read(COUNTER).decode()}")
    print("each step was seen once:", sorted(seen) == list(range(1, WRITERS * STEPS + 1)))
    client.delete(COUNTER)
