"""A daemon with two timers: one for each step, and one that gives up in time.

jexpy serve --modules guest-examples/processes
jexpy exec 'create process timers python-module timers start auto'
"""
import threading

from exos.api import ready

STEPS = 3
done = threading.Event()
late = threading.Timer(3600, lambda: print("never printed"))
late.start()


def step(number):
    print("step", number, flush=True)
    if number < STEPS:
        threading.Timer(0.05, step, [number + 1]).start()
    else:
        done.set()


ready()
step(1)
done.wait()
late.cancel()
print("all steps done", flush=True)
