"""Has its main thread and a pool of threads watched by the container. With the argument `silent` the main thread stops to
send heartbeats: that is a failure, and the container ends the process.

jexpy serve --modules guest-examples/processes
jexpy exec 'create process heartbeat python-module heartbeat silent'
jexpy exec 'start process heartbeat'
"""
import sys
import threading
import time

from exos.api import MonitoredThreadPool, ready

me = threading.current_thread()
me.register(5)
ready()
with MonitoredThreadPool(2, name="squares", period=60) as pool:
    for square in pool.map(lambda number: number * number, [1, 2, 3]):
        me.keepalive()
        print("alive", square, flush=True)
if sys.argv[1:] == ["silent"]:
    print("silent from now on", flush=True)
    time.sleep(3600)
me.deregister()
print("not watched any more", flush=True)
