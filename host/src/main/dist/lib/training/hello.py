# What the start-up cache is made from: what nearly every script does, and little more.
import sys


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def main():
    values = {"words": [word.upper() for word in "a few words".split()], "fib": fib(12)}
    try:
        values["absent"]
    except KeyError as error:
        values["error"] = repr(error)
    print("hello", len(sys.argv), values, f"{values['fib']:>6}")


if __name__ == "__main__":
    main()
