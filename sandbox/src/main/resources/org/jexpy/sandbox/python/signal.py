# Puts the guard before SIGINT: it has to know when the script got its KeyboardInterrupt, and scripts that look at the handler
# (asyncio does) must see the usual one.
def _guard(host):
    import _signal

    sigint = _signal.SIGINT
    set_handler, get_handler = _signal.signal, _signal.getsignal

    def default_int_handler(signum, frame):
        """The default handler for SIGINT installed by Python.

It raises KeyboardInterrupt."""
        host.interruptDelivered()
        raise KeyboardInterrupt

    def getsignal(signalnum):
        """Return the current action for the given signal."""
        if signalnum == sigint and host.guardsInterrupt():
            return default_int_handler
        return get_handler(signalnum)

    def signal(signalnum, handler):
        """Set the action for the given signal."""
        if signalnum != sigint:
            return set_handler(signalnum, handler)
        before = getsignal(signalnum)
        set_handler(signalnum, handler)
        if handler is default_int_handler:
            host.guardInterrupt()
        return before

    _signal.default_int_handler = default_int_handler
    _signal.getsignal = getsignal
    _signal.signal = signal
    set_handler(sigint, default_int_handler)
    host.guardInterrupt()


_guard
