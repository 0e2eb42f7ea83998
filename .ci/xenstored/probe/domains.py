"""The cases of domains without rights. They need the stub's files, which are the hypervisor."""
import os

from wire import PORT_VIRQ, Ring, kick


def domain_five(probe):
    """Asks as domain 5 over its ring, and plays what becomes of it."""
    c, q, show, stub = probe.c, probe.q, probe.show, probe.stub
    W, R = "WRITE", "READ"
    e = probe.conn()
    e.ask("WATCH", b"@introduceDomain\0i\0")
    e.ask("WATCH", b"@releaseDomain\0r\0")
    e.events()
    for domid in (5, 6):
        open(os.path.join(stub, "dom.%d" % domid), "w").close()
    q("INTRODUCE", b"5\0" + b"1\0" + b"3\0")
    show("  events", e.events())
    q("INTRODUCE", b"5\0" + b"1\0" + b"3\0", label="INTRODUCE 5 again")
    show("  events", e.events())
    q("IS_DOMAIN_INTRODUCED", b"5\0")

    c.ask(W, b"/local/domain/5\0")
    c.ask("SET_PERMS", b"/local/domain/5\0n5\0")
    for path, perms in ((b"/p/priv/k", b"n0\0"), (b"/p/ro", b"n0\0r5\0"),
                        (b"/p/wo", b"n0\0w5\0"), (b"/p/rw", b"n0\0b5\0"),
                        (b"/p/all", b"r0\0")):
        c.ask(W, path + b"\0s")
        c.ask("SET_PERMS", path + b"\0" + perms)
    c.ask("SET_PERMS", b"/p/none\0n0\0")

    g = Ring(stub, 5)

    def dom5(op, payload=b"", label=None):
        q(op, payload, label=label or "dom5 %s %r" % (op, payload[:30]), con=g)

    dom5(W, b"data/x\0hello")
    dom5(R, b"/local/domain/5/data/x\0")
    dom5("GET_PERMS", b"data/x\0")
    dom5(R, b"/p/priv/k\0")
    dom5(R, b"/p/priv/none\0")
    dom5(R, b"/p/ro\0")
    dom5(W, b"/p/ro\0x")
    dom5(W, b"/p/ro/kid\0x")
    dom5(R, b"/p/wo\0")
    dom5(W, b"/p/wo\0x")
    dom5(W, b"/p/rw\0x")
    dom5(W, b"/p/rw/kid\0x")
    dom5("GET_PERMS", b"/p/rw/kid\0")
    dom5("RM", b"/p/rw\0")
    dom5("RM", b"/p/ro\0")
    dom5(R, b"/p/all\0")
    dom5(R, b"/nope\0")
    dom5("DIRECTORY", b"/\0")
    dom5("DIRECTORY", b"/local/domain\0")
    dom5("SET_PERMS", b"/p/all\0n5\0")
    dom5("SET_PERMS", b"data/x\0n0\0")
    dom5("SET_PERMS", b"data/x\0n5\0r6\0")
    dom5("SET_PERMS", b"data/x\0n5\0r6\0r7\0r8\0r9\0r10\0",
         label="dom5 SET_PERMS data/x with 6 entries")
    dom5("INTRODUCE", b"6\0" + b"1\0" + b"3\0")
    dom5("IS_DOMAIN_INTRODUCED", b"5\0")
    dom5("GET_DOMAIN_PATH", b"5\0")
    dom5("SET_TARGET", b"5\0" + b"6\0")
    dom5("CONTROL", b"print\0x\0")
    dom5("RELEASE", b"5\0")
    dom5("RESUME", b"5\0")
    dom5("WATCH", b"data\0rt\0")
    dom5("WATCH", b"/p/priv/k\0pk\0")
    dom5("WATCH", b"@releaseDomain\0rd\0")
    dom5("WATCH", b"@introduceDomain\0id\0")
    show("  dom5 events", g.events())
    c.ask(W, b"/p/priv/k\0zz")
    c.ask(W, b"/local/domain/5/data/y\0")
    show("  dom5 events after dom0 writes", g.events())

    dom5(W, b"data/sz\0" + b"x" * 1900, label="dom5 WRITE data/sz, 1900 bytes")
    dom5(W, b"data/sz\0" + b"x" * 2100, label="dom5 WRITE data/sz, 2100 bytes")
    show("dom5 nodes before quota", probe.until_error(g, W, b"data/q%d\0x", 1100))
    c.ask("RM", b"/local/domain/5/data\0")
    g.events()
    g.ask("RESET_WATCHES", b"\0")
    c.ask(W, b"/local/domain/5/data\0")
    c.ask("SET_PERMS", b"/local/domain/5/data\0n5\0")
    limit = probe.until_error(g, "WATCH", b"data/w%d\0t\0", 200)
    g.events()
    show("dom5 watches before quota", limit)
    show("dom5 transactions before quota",
         probe.until_error(g, "TRANSACTION_START", b"\0", 40))
    dom5("RESET_WATCHES", b"\0")
    g.events()

    with open(os.path.join(stub, "dom.5"), "w") as f:
        f.write("shutdown")
    kick(stub, PORT_VIRQ)
    show("domain 5 shutdown -> events", e.events())
    kick(stub, PORT_VIRQ)
    show("again", e.events())
    q("RESUME", b"5\0")
    kick(stub, PORT_VIRQ)
    show("after RESUME -> events", e.events())
    c.ask(W, b"/local/domain/5/data/x\0")
    q("SET_TARGET", b"5\0" + b"0\0")
    dom5(R, b"/p/priv/k\0")
    q("RELEASE", b"5\0")
    show("  events", e.events())
    q("IS_DOMAIN_INTRODUCED", b"5\0")
    q("DIRECTORY", b"/local/domain/5\0", label="nodes of dom5 after RELEASE")
    q("RELEASE", b"5\0", label="RELEASE again")

    q("INTRODUCE", b"6\0" + b"1\0" + b"3\0")
    c.ask(W, b"/local/domain/6/k\0")
    c.ask("SET_PERMS", b"/local/domain/6\0n6\0")
    e.events()
    os.unlink(os.path.join(stub, "dom.6"))
    kick(stub, PORT_VIRQ)
    show("domain 6 destroyed -> events", e.events())
    q("DIRECTORY", b"/local/domain/6\0", label="nodes of dom6 after destroy")
    q("IS_DOMAIN_INTRODUCED", b"6\0")
