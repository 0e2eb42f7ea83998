# `time.strftime` that knows `%z`, and `time.sleep` that sleeps: the runtime's own turns round and round through the last second of a
# whole number of them (25.0.3; a process that slept by sleep(2) used a third of a core).
def _mend(module, host):
    known = module.strftime

    def strftime(format, time_tuple=None, /):
        """Convert a time tuple to a string according to a format specification."""
        moment = module.localtime() if time_tuple is None else time_tuple
        if "%z" in format:
            minutes = (getattr(moment, "tm_gmtoff", None) or 0) // 60
            offset = f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
            format = "%%".join(part.replace("%z", offset) for part in format.split("%%"))
        return known(format, moment)

    doze = module.sleep

    def sleep(seconds, /):
        """Delay execution for a given number of seconds. The argument may be a floating point number for subsecond precision."""
        doze(float(seconds) if type(seconds) is int else seconds)

    module.strftime, module.sleep = strftime, sleep


_mend
