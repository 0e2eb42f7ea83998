"""The cases that any connection can ask, in an order that matters: labels, the order of children and events depend on what was before."""
import re
import time

from domains import domain_five
from wire import HEADER, NAMES, OP, Connection


def body_of(reply):
    """The payload in the text of a reply; the text itself if there is none."""
    parts = reply.split(" ", 2)
    return parts[2] if len(parts) == 3 and parts[1].startswith("tx=") else reply


class Probe:
    """Asks, and keeps what was answered: pairs of a label and a text."""

    def __init__(self, path, stub=None, rm_root=True):
        self.path, self.stub, self.rm_root = path, stub, rm_root
        self.results = []
        self.c = self.conn()  # does nearly everything
        self.w = self.conn()  # whom transactions meet

    def conn(self):
        return Connection(self.path)

    def show(self, label, result):
        self.results.append([label, result if isinstance(result, str) else repr(result)])

    def q(self, op, payload=b"", tx=0, label=None, con=None, size=None):
        label = label or "%s %r%s" % (op, payload[:34], " tx=%d" % tx if tx else "")
        self.show(label, (con or self.c).ask(op, payload, tx, size))

    def start(self):
        reply = self.c.ask("TRANSACTION_START", b"\0")
        found = re.search(r"b'(\d+)", reply)
        return int(found.group(1)) if found else 0, reply

    def until_error(self, con, op, template, tries):
        """How often `op` succeeds, and the last reply."""
        reply = ""
        for i in range(tries):
            reply = con.ask(op, template % i if b"%d" in template else template)
            if "ERROR" in reply or reply.startswith("<"):
                return i, reply
        return tries, reply

    def paths_and_values(self):
        c, q = self.c, self.q
        c.ask("RM", b"/p\0")
        q("WRITE", b"/p/a\0v1")
        q("READ", b"/p/a\0")
        q("READ", b"/p\0")
        q("READ", b"/p/a")
        q("READ", b"", con=self.conn())
        for payload in (b"\0", b"/p/a\0x", b"/p/a\0x\0", b"/p/a\0\0", b"/p/zz\0",
                        b"/zz/zz/zz\0", b"/p/\0", b"p//a\0", b"/p//a\0", b"/p/%\0", b"/p/.\0",
                        b"/p/ \0", b"/p/\xc3\xa9\0", b"/\0", b"//\0", b"@releaseDomain\0",
                        b"/p/a@b-_\0", b"name\0"):
            q("READ", payload)
        q("WRITE", b"rel\0x")
        q("READ", b"/local/domain/0/rel\0")
        q("RM", b"rel\0")
        q("WRITE", b"/p/b\0")
        q("READ", b"/p/b\0")
        q("WRITE", b"/p/b")
        q("WRITE", b"/p/n\0a\0b\0")
        q("READ", b"/p/n\0")
        q("WRITE", b"/p/bin\0\xff\x00\x01")
        q("READ", b"/p/bin\0")
        q("WRITE", b"/\0root")
        q("READ", b"/\0")
        q("WRITE", b"/\0")
        q("WRITE", b"@foo\0x")
        q("MKDIR", b"@foo\0")

    def directories(self):
        q = self.q
        q("MKDIR", b"/p/a\0")
        q("READ", b"/p/a\0", label="READ after MKDIR existing")
        q("MKDIR", b"/p/d/e\0")
        q("DIRECTORY", b"/p\0")
        q("DIRECTORY", b"/p/d/e\0")
        q("DIRECTORY", b"/nope\0")
        q("MKDIR", b"/p/x")
        q("MKDIR", b"/\0")
        q("RM", b"/p/none\0")
        q("RM", b"/p/none/none\0")
        if self.rm_root:
            q("RM", b"/\0")
        else:
            self.show("RM %r" % b"/\0", "(not run)")
        q("RM", b"/p/d\0")
        q("DIRECTORY", b"/p\0")
        for payload in (b"/p\0" + b"0\0", b"/p\0" + b"2\0", b"/p\0" + b"999\0", b"/p\0",
                        b"/nope\0" + b"0\0", b"/p/a\0" + b"0\0"):
            q("DIRECTORY_PART", payload)

    def permissions(self):
        q = self.q
        q("GET_PERMS", b"/p/a\0")
        q("SET_PERMS", b"/p/a\0b0\0")
        q("SET_PERMS", b"/p/a\0n0\0r1\0w2\0b3\0")
        q("GET_PERMS", b"/p/a\0")
        for perms in (b"", b"x0\0", b"r\0", b"r-1\0", b"r0x10\0", b"n7\0"):
            q("SET_PERMS", b"/p/a\0" + perms)
        q("GET_PERMS", b"/p/a\0")
        q("SET_PERMS", b"/p/a\0n0")
        q("SET_PERMS", b"/nope\0n0\0")
        q("SET_PERMS", b"/p/a\0n0\0" + b"r0\0" * 10, label="SET_PERMS /p/a with 11 entries")
        q("GET_PERMS", b"/p/a\0")
        q("SET_PERMS", b"/p/a\0n0\0")
        q("SET_PERMS", b"@releaseDomain\0n0\0r1\0")
        q("GET_PERMS", b"@releaseDomain\0")
        q("SET_PERMS", b"@foo\0n0\0")
        q("SET_PERMS", b"@releaseDomain\0n0\0")
        q("WRITE", b"/p/par\0")
        q("SET_PERMS", b"/p/par\0n0\0r0\0")
        q("WRITE", b"/p/par/kid\0")
        q("GET_PERMS", b"/p/par/kid\0", label="GET_PERMS inherited")

    def sizes(self):
        c, q = self.c, self.q
        q("WRITE", b"/p/big\0" + b"x" * (4096 - 7), label="WRITE payload 4096 exactly")
        q("READ", b"/p/big\0")
        q("WRITE", b"/p/big\0" + b"x" * (4097 - 7), label="WRITE payload 4097", con=self.conn())
        q("READ", b"", size=4097, label="header len 4097 only", con=self.conn())
        q("READ", b"", size=0xffffffff, label="header len 2^32-1", con=self.conn())
        for n in (1022, 1023, 1024, 2047, 2048, 2049, 3071, 3072, 3073):
            path = b"/" + b"y" * (n - 1) + b"\0"
            q("MKDIR", path, label="MKDIR abs path len %d" % n)
            c.ask("RM", path)
        home = b"/local/domain/0/"
        for n in (2048, 2049):
            q("MKDIR", home + b"y" * (n - 16) + b"\0",
              label="MKDIR /local/domain/0/.. total len %d" % n)
        q("MKDIR", home + b"y" * 2048 + b"\0", label="MKDIR /local/domain/0/ + 2048")
        c.ask("RM", home + b"y" * 2048 + b"\0")
        c.ask("RM", home + b"y" * 2032 + b"\0")
        for i in range(900):
            c.ask("WRITE", b"/p/many/child%03d\0" % i)
        q("DIRECTORY", b"/p/many\0", label="DIRECTORY of 900 children (8100 bytes)")
        for offset in (b"0", b"4", b"7200"):
            q("DIRECTORY_PART", b"/p/many\0" + offset + b"\0")
        c.ask("RM", b"/p/many\0")

    def odd_types(self):
        for kind in (15, 16, 20, 22, 23, 24, 25, 26, 27, 128, 65535):
            self.q(kind, b"/p\0", label="type %d payload /p" % kind)

    def domains(self):
        q = self.q
        for domid in (b"0\0", b"007\0", b"999\0", b"abc\0", b"-1\0", b"1", b"70000\0"):
            q("GET_DOMAIN_PATH", domid)
        for domid in (b"0\0", b"999\0", b"32752\0", b"x\0"):
            q("IS_DOMAIN_INTRODUCED", domid)
        q("IS_DOMAIN_INTRODUCED", b"", con=self.conn())
        q("INTRODUCE", b"0\0" + b"1\0" + b"1\0")
        q("INTRODUCE", b"77\0" + b"1\0" + b"1\0", label="INTRODUCE nonexistent 77")
        q("INTRODUCE", b"5\0" + b"1\0")
        q("INTRODUCE", b"5\0" + b"1\0" + b"0\0")
        for op in ("RELEASE", "RESUME"):
            q(op, b"0\0")
            q(op, b"77\0")
        q("SET_TARGET", b"77\0" + b"0\0")
        q("SET_TARGET", b"77\0")
        q("RESET_WATCHES", b"\0")
        q("RESET_WATCHES", b"", con=self.conn())

    def control(self):
        q = self.q
        q("CONTROL", b"print\0hi\0")
        q("CONTROL", b"help\0")
        q("CONTROL", b"nonsense\0")
        q("CONTROL", b"", con=self.conn())
        q("CONTROL", b"print\0")
        q("CONTROL", b"check\0")

    def transaction_protocol(self):
        q = self.q
        t, reply = self.start()
        self.show("TRANSACTION_START", reply)
        t2, reply = self.start()
        self.show("TRANSACTION_START second on same conn", reply)
        q("TRANSACTION_START", b"\0", tx=t)
        q("READ", b"/p/a\0", tx=t)
        q("READ", b"/p/a\0", tx=99999, label="READ tx=99999")
        q("TRANSACTION_END", b"X\0", tx=t)
        q("READ", b"/p/a\0", tx=t, label="READ tx after bad END")
        q("TRANSACTION_END", b"T\0")
        q("TRANSACTION_END", b"T", tx=t)
        q("TRANSACTION_END", b"T\0", tx=t)
        q("TRANSACTION_END", b"T\0", tx=t, label="END again")
        q("TRANSACTION_END", b"F\0", tx=t2)
        t, reply = self.start()
        q("TRANSACTION_END", b"T\0", tx=t, con=self.w, label="END other conn tx")
        q("TRANSACTION_END", b"F\0", tx=t)

    def one_conflict(self, label, inside, outside, after=(), end=b"T\0"):
        """inside: in the transaction; outside: another connection; after: in it again."""
        c = self.c
        c.ask("RM", b"/p/t\0")
        c.ask("MKDIR", b"/p/t\0")
        c.ask("WRITE", b"/p/t/k\0a")
        c.ask("WRITE", b"/p/t/o\0a")
        t, _ = self.start()
        seen = [c.ask(op, payload, t) for op, payload in inside]
        seen += [self.w.ask(op, payload) for op, payload in outside]
        seen += [c.ask(op, payload, t) for op, payload in after]
        verdict = body_of(c.ask("TRANSACTION_END", end, t))
        k = body_of(c.ask("READ", b"/p/t/k\0"))
        extra = " | ".join(body_of(r) for r in seen if "OK" not in r)
        self.show("TX " + label, "%s -> k=%s%s" % (verdict, k, " " + extra if extra else ""))

    def transaction_conflicts(self):
        R, W, K, O = "READ", "WRITE", b"/p/t/k\0", b"/p/t/o\0"
        tx = self.one_conflict
        tx("read k; ext write k", [(R, K)], [(W, K + b"X")])
        tx("read k, write o; ext write k", [(R, K), (W, O + b"1")], [(W, K + b"X")])
        tx("write k; ext write k after", [(W, K + b"T")], [(W, K + b"X")])
        tx("ext write k then write k", [], [(W, K + b"X")], [(W, K + b"T")])
        tx("ext write k then read k (snapshot?)", [], [(W, K + b"X")], [(R, K)])
        tx("ext write k, read k, write k", [], [(W, K + b"X")], [(R, K), (W, K + b"T")])
        tx("read k, ext write k, write k", [(R, K)], [(W, K + b"X")], [(W, K + b"T")])
        tx("write k; ext write other o", [(W, K + b"T")], [(W, O + b"X")])
        tx("ls dir; ext create sibling; write k", [("DIRECTORY", b"/p/t\0")],
           [(W, b"/p/t/new\0")], [(W, K + b"T")])
        tx("create child; ext create sibling", [(W, b"/p/t/mine\0")], [(W, b"/p/t/yours\0")])
        tx("read missing; ext create it", [(R, b"/p/t/miss\0")], [(W, b"/p/t/miss\0")],
           [(W, K + b"T")])
        tx("write k; ext rm dir", [(W, K + b"T")], [("RM", b"/p/t\0")])
        tx("rm k; ext write k", [("RM", K)], [(W, K + b"X")])
        tx("ext rm k ; tx rm k", [], [("RM", K)], [("RM", K)])
        tx("abort with conflict", [(R, K)], [(W, K + b"X")], end=b"F\0")
        tx("write k same value ext; read in tx", [(R, K)], [(W, K + b"a")])
        tx("setperms k in tx; ext write k", [("SET_PERMS", K + b"n0\0")], [(W, K + b"X")])
        tx("readonly; ext write unrelated", [(R, K)], [(W, b"/p/zzz\0")])
        tx("read own write in tx", [(W, K + b"T"), (R, K)], [])
        tx("ext read isolation", [(W, K + b"T")], [(R, K)])

    def watches(self):
        c, q, show = self.c, self.q, self.show
        e = self.conn()
        W = "WRITE"

        def ew(payload, **kw):
            q("WATCH", payload, con=e, **kw)

        def ev(label, op, payload):
            c.ask(op, payload)
            show("EV " + label, e.event_payloads())

        ew(b"/p/w\0tok\0")
        show("  initial event", e.events())
        ew(b"/p/w\0tok\0", label="WATCH duplicate")
        ew(b"/p/w\0tok2\0")
        show("  events", e.events())
        q("UNWATCH", b"/p/w\0tok2\0", con=e)
        q("UNWATCH", b"/p/w\0tok2\0", con=e)
        q("UNWATCH", b"/p/w\0", con=e)
        ew(b"/p/w\0")
        ew(b"/p/w\0tok3")
        ew(b"/p/w\0a\0b\0")
        ew(b"/p/w\0a\0" + b"1\0", label="WATCH with depth")
        ew(b"/p/w/\0t\0")
        ew(b"@foo\0t\0")
        ew(b"@introduceDomain\0t\0")
        ew(b"@releaseDomain\0t\0")
        ew(b"relw\0rt\0")
        show("  events", e.events())
        q("UNWATCH", b"@foo\0t\0", con=e)
        ew(b"/p/w2\0tx\0", tx=1234, label="WATCH tx=1234")
        ew(b"/p/empty\0\0", label="WATCH empty token")
        show("  events", e.events())

        ev("write /p/w", W, b"/p/w\0" + b"1")
        ev("write same value", W, b"/p/w\0" + b"1")
        ev("mkdir existing", "MKDIR", b"/p/w\0")
        ev("write child /p/w/c/d", W, b"/p/w/c/d\0")
        ev("write /p/wx (prefix)", W, b"/p/wx\0")
        ev("setperms /p/w", "SET_PERMS", b"/p/w\0n0\0")
        ev("rm child tree /p/w/c", "RM", b"/p/w/c\0")
        ev("rm /p/w", "RM", b"/p/w\0")
        ev("rm again", "RM", b"/p/w\0")
        ev("recreate", W, b"/p/w/c/d\0")
        ev("write relw", W, b"relw/z\0")
        ev("rm relw", "RM", b"relw\0")
        ew(b"/p/w/c\0deep\0")
        e.events()
        ev("rm /p (grandparent of watched)", "RM", b"/p\0")
        c.ask("MKDIR", b"/p\0")
        e.events()

        t, _ = self.start()
        for payload in (b"/p/w\0z", b"/p/w/q\0z", b"/p/w/q\0zz"):
            c.ask(W, payload, t)
        show("EV inside tx, before commit", e.event_payloads())
        c.ask("TRANSACTION_END", b"T\0", t)
        show("EV after commit", e.event_payloads())
        t, _ = self.start()
        c.ask("RM", b"/p/w\0", t)
        c.ask("TRANSACTION_END", b"T\0", t)
        show("EV after rm-in-tx commit", e.event_payloads())
        t, _ = self.start()
        c.ask(W, b"/p/w\0z", t)
        c.ask("TRANSACTION_END", b"F\0", t)
        show("EV after abort", e.event_payloads())

        for i in range(5):
            c.send(HEADER.pack(OP[W], 7000 + i, 0, 7) + b"/p/w\0" + b"1%d" % i)
        for _ in range(5):
            c.message()
        show("EV 5 pipelined writes", e.event_payloads())
        e.send(HEADER.pack(OP[W], 1, 0, 6) + b"/p/w\0" + b"9")
        show("self-write order (types)", [NAMES[e.message()[0]] for _ in range(2)])
        e.send(HEADER.pack(OP["WATCH"], 1, 0, 9) + b"/p/w\0ord\0")
        show("watch reply vs first event order", [NAMES[e.message()[0]] for _ in range(2)])
        q("RESET_WATCHES", b"\0", con=e)
        e.events()
        ev("after RESET_WATCHES", W, b"/p/w\0" + b"1")
        n, reply = self.until_error(e, "WATCH", b"/p/q%d\0t\0", 200)
        show("dom0 watches before limit (200 tried)", (n, reply if n < 200 else ""))

    def framing(self):
        con = self.conn()
        header = HEADER.pack(OP["READ"], 42, 0, 3)
        con.send(header[:7])
        time.sleep(.05)
        con.send(header[7:] + b"/")
        time.sleep(.05)
        con.send(b"p\0")
        self.show("fragmented request", con.message())
        con.send(b"".join(HEADER.pack(OP["READ"], 100 + i, 0, 3) + b"/p\0" for i in range(50)))
        self.show("50 pipelined, in order",
                  [con.message()[1] for _ in range(50)] == list(range(100, 150)))

    def run(self):
        self.paths_and_values()
        self.directories()
        self.permissions()
        self.sizes()
        self.odd_types()
        self.domains()
        self.control()
        self.transaction_protocol()
        self.transaction_conflicts()
        self.watches()
        if self.stub:
            domain_five(self)
        self.framing()
        return self.results
