"""Plays a user at a terminal: runs a command on a pseudo-terminal and follows a list of steps.

Arguments: the patience for each step in seconds, then the command. Standard input: a step per line, with \\n and \\t in TEXT
  expect TEXT   wait until TEXT has appeared after what the last expect found
  type TEXT     send TEXT, a line end as the Return key
  press KEY     send the control character of KEY: C is Ctrl-C
Standard output: a line with the exit status of the command (128 + N after signal N), a line that says what was waited for in
vain or is empty, then all that appeared, without escape sequences.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>]|\x1b\][^\x07]*\x07|\x07")


class Terminal:
    def __init__(self, command):
        self.raw = b""
        self.seen = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.execvp(command[0], command)
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 120, 0, 0))

    def screen(self):
        return ESCAPES.sub("", self.raw.decode("utf-8", "replace")).replace("\r", "")

    def read(self, until):
        """Takes what comes next; False at the end or when the time is over."""
        ready, _, _ = select.select([self.fd], [], [], max(0, until - time.monotonic()))
        if not ready:
            return False
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:  # the other side is closed: on Linux an error, not an end
            return False
        self.raw += chunk
        return bool(chunk)

    def expect(self, text, seconds):
        until = time.monotonic() + seconds
        while True:
            found = self.screen().find(text, self.seen)
            if found >= 0:
                self.seen = found + len(text)
                return True
            if not self.read(until):
                return False

    def end(self, seconds):
        until = time.monotonic() + seconds
        while self.read(until):
            pass
        if time.monotonic() >= until:
            os.kill(self.pid, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        code = os.waitstatus_to_exitcode(status)
        return code if code >= 0 else 128 - code


def main():
    seconds = float(sys.argv[1])
    steps = [line.rstrip("\n").split(" ", 1) for line in sys.stdin]
    terminal = Terminal(sys.argv[2:])
    failure = ""
    for kind, text in steps:
        text = text.replace("\\n", "\n").replace("\\t", "\t")
        if kind == "expect":
            if not terminal.expect(text, seconds):
                failure = f"waited in vain for {text!r}"
                os.kill(terminal.pid, signal.SIGKILL)
                break
        elif kind == "type":
            os.write(terminal.fd, text.replace("\n", "\r").encode())
        else:
            os.write(terminal.fd, bytes([ord(text) - 64]))
    print(terminal.end(seconds))
    print(failure)
    print(terminal.screen(), end="")


main()
