"""XenStore servers, each on an empty store and ended with the run."""
import os
import re
import socket
import subprocess
import time

HZ = os.sysconf("SC_CLK_TCK")
PATIENCE = 60


class Server:
    """A server as a child, named as the table names it."""

    def __init__(self, name, folder, command):
        self.name, self.path, self.log = name, os.path.join(folder, "socket"), os.path.join(folder, "log")
        with open(self.log, "wb") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        self.pid = self._listening()

    def _listening(self):
        """Wait until it listens, and tell who does: a launcher may be between."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                with socket.socket(socket.AF_UNIX) as s:
                    s.connect(self.path)
                    return int.from_bytes(s.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12)[:4], "little")
            except OSError:
                if self.process.poll() is not None or time.monotonic() > end:
                    self.close()
                    with open(self.log, encoding="utf-8") as log:
                        raise SystemExit(f"{self.name} does not listen on {self.path}; it said:\n{log.read()}") from None
                time.sleep(.05)

    def cpu(self):
        """Seconds of all its threads so far."""
        with open(f"/proc/{self.pid}/stat", encoding="ascii") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / HZ

    def close(self):
        self.process.kill()
        self.process.wait()


def genuine(kit, folder):
    run = os.path.join(folder, "c")
    os.mkdir(run)
    return Server("C xenstored", run, [os.path.join(kit, "start.sh"), run, "c"])


def embedded(jexpy, folder, name, store):
    """Our own: `store` is the value of its flag, {} in it a folder."""
    run = os.path.join(folder, re.sub("[^a-z]+", "-", name))
    os.mkdir(run)
    store = store.format(os.path.join(run, "store"))
    return Server(name, run, [jexpy, "xenstored", "--socket", os.path.join(run, "socket"), "--store", store])
