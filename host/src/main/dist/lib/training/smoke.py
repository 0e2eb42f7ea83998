# Keeps one function busy until the guest compiler, if there is one, has had its turn.
import time


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


end = time.monotonic() + 3
while time.monotonic() < end:
    fib(18)
