"""A daemon that greets those whom its arguments name, and then waits for its end.

jexpy serve --modules guest-examples/processes
jexpy exec 'create process greeter python-module greeter start auto arg1'
"""
import sys
import time

from exos.api import get_process_name, ready

print("hello,", *sys.argv[1:], "from", get_process_name(), flush=True)
ready()
try:
    while True:
        time.sleep(1)
finally:
    print("bye", flush=True)
