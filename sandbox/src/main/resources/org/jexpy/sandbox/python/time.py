# `time.strftime` that knows `%z`, and `time.sleep` that sleeps. The runtime's own (25.0.3) turns round and round through the last
# second of a whole number of them, and for ever once anybody wakes it from a float: Ctrl-C and the end of the process never come.
def _mend(module, host):
    known = module.strftime
    now = module.monotonic_ns
    slept = 0

    def strftime(format, time_tuple=None, /):
        """Convert a time tuple to a string according to a format specification."""
        moment = module.localtime() if time_tuple is None else time_tuple
        if "%z" in format:
            minutes = (getattr(moment, "tm_gmtoff", None) or 0) // 60
            offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
            format = "%%".join(part.replace("%z", offset) for part in format.split("%%"))
        return known(format, moment)

    def nanoseconds(seconds):
        """As CPython counts them: rounded away from zero, in 64 bits."""
        if isinstance(seconds, float):
            if seconds != seconds:
                raise ValueError("Invalid value NaN (not a number)")
            exact = seconds * 1e9
            if not -(2.0**63) <= exact < 2.0**63:
                raise OverflowError("timestamp out of range for platform time_t")
            whole = int(exact)
            return whole + (exact > whole) - (exact < whole)
        if not isinstance(seconds, int):
            import operator
            seconds = operator.index(seconds)
        if not -1 << 63 <= seconds * 1_000_000_000 < 1 << 63:
            raise OverflowError("timestamp too large to convert to C _PyTime_t")
        return seconds * 1_000_000_000

    def sleep(self, *arguments, **named):
        """sleep(seconds)

Delay execution for a given number of seconds.  The argument may be
a floating point number for subsecond precision."""
        nonlocal slept
        if named:
            raise TypeError("time.sleep() takes no keyword arguments")
        if len(arguments) != 1:
            raise TypeError(f"time.sleep() takes exactly one argument ({len(arguments)} given)")
        left = nanoseconds(arguments[0])
        if left < 0:
            raise ValueError("sleep length must be non-negative")
        begun = now()
        end = begun + left
        try:
            # Whoever wakes it gets through between two turns: a signal's handler, which may raise, or the end of all.
            while not host.sleep(left):
                left = max(0, end - now())
        finally:
            slept += now() - begun

    def without_sleep(clock, name, unit):
        """The runtime's process time is the time since the start without that of its own sleeps."""
        def process_time():
            return clock() - slept / unit if unit > 1 else clock() - slept
        process_time.__name__ = process_time.__qualname__ = name
        process_time.__doc__ = clock.__doc__
        return process_time

    module.strftime = strftime
    # Bound to its module like a built-in function, so that it can be an attribute of a class.
    sleep.__qualname__, sleep.__module__ = "sleep", "time"
    module.sleep = type(host.__getattr__)(sleep, module)
    module.process_time = without_sleep(module.process_time, "process_time", 1e9)
    module.process_time_ns = without_sleep(module.process_time_ns, "process_time_ns", 1)


_mend
