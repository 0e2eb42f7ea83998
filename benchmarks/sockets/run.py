#!/usr/bin/env python3
"""64-byte echo over 50 connections: an asyncio server in jexpy against the same server in CPython, with the same load. Prints both and
their ratio; the goal under profile `jit` is at least 0.5.

Usage: run.py [--jexpy "./jexpy run --profile jit -A"] [--python python3] [--warm-up PERIODS] [--periods PERIODS]
"""
import argparse
import os
import shlex
import statistics
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def measure(command, options, warm_up):
    server = subprocess.Popen([*shlex.split(command), os.path.join(HERE, "echo_server.py")],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        port = server.stdout.readline().strip()
        if not port:
            raise SystemExit(f"the server did not start: {command}")
        periods = warm_up + options.periods
        load = subprocess.run([sys.executable, os.path.join(HERE, "load.py"), port, "--periods", str(periods),
                               "--connections", str(options.connections), "--size", str(options.size)],
                              capture_output=True, text=True, check=True)
        return [int(line) for line in load.stdout.split()]
    finally:
        server.stdin.close()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    root = os.path.dirname(os.path.dirname(HERE))
    parser.add_argument("--jexpy", default=f"{shlex.quote(root)}/jexpy run --profile jit -A")
    parser.add_argument("--python", default="python3")
    parser.add_argument("--warm-up", type=int, default=15, help="periods of 2 s before jexpy's figures count")
    parser.add_argument("--periods", type=int, default=5)
    parser.add_argument("--connections", type=int, default=50)
    parser.add_argument("--size", type=int, default=64)
    options = parser.parse_args()
    theirs = measure(options.python, options, 1)
    ours = measure(options.jexpy, options, options.warm_up)
    again = measure(options.python, options, 1)
    python = statistics.median(theirs[1:] + again[1:])
    jexpy = statistics.median(ours[options.warm_up:])
    print(f"echo, {options.connections} connections, {options.size} bytes: round trips a second")
    print(f"  CPython asyncio   {python:10.0f}   (periods: {' '.join(map(str, theirs[1:] + again[1:]))})")
    print(f"  jexpy asyncio     {jexpy:10.0f}   (first 2 s: {ours[0]}; periods: {' '.join(map(str, ours))})")
    print(f"  ratio             {jexpy / python:10.2f}   (goal 0.5)")


main()
