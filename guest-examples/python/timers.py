"""Timers: one on a thread of its own, several on an asyncio loop.

    jexpy run guest-examples/python/timers.py
"""
import asyncio
import threading

ticked = threading.Event()
threading.Timer(0.05, lambda: (print("thread timer"), ticked.set())).start()
ticked.wait()


async def tick(name, delay):
    await asyncio.sleep(delay)
    print("asyncio timer", name)
    return name


async def main():
    print(await asyncio.gather(tick("slow", 0.3), tick("fast", 0.05)))
    try:
        await asyncio.wait_for(asyncio.sleep(60), timeout=0.05)
    except TimeoutError:
        print("timed out")


asyncio.run(main())
