# Puts the guard before SIGINT: it has to know when the script got its KeyboardInterrupt, and scripts that look at the handler
# (asyncio does) must see the usual one.
def _mend(_signal, host, default_int_handler):
    if default_int_handler is None:
        # The signals of this JVM belong to the program around the script.
        def refused(name):
            def function(*args):
                raise ValueError(f"signal.{name} only works in a script that 'jexpy run' runs")
            function.__name__ = function.__qualname__ = name
            return function
        for name in ("signal", "raise_signal", "alarm", "setitimer", "pthread_kill", "siginterrupt"):
            if hasattr(_signal, name):
                setattr(_signal, name, refused(name))
        return

    sigint = _signal.SIGINT
    set_handler, get_handler = _signal.signal, _signal.getsignal

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


_mend
